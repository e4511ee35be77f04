import type { Socket } from "node:net";
import { type NotificationFilter, notificationFilter } from "./notification-filter.ts";

/** Whose connection it is, and to whom. */
export interface LinkEnds {
  /** `watcher 3`, `writer 0`, `gateway 1`. */
  readonly from: string;
  /** `gateway 1`, `database`. */
  readonly to: string;
}

/** A connection through the harness: two sockets, and what the network between them does to what they say. */
export class Link {
  readonly ends: LinkEnds;
  readonly #near: Socket;
  readonly #far: Socket;
  readonly #filter: NotificationFilter | undefined;
  #isHeld = false;
  #isReadingHeld = false;
  #delay = 0;

  /**
   * @param near the socket of the one who connected
   * @param far the socket to the one who was connected to
   * @param ended is told when it is gone
   */
  constructor(ends: LinkEnds, near: Socket, far: Socket, ended: () => void) {
    this.ends = ends;
    this.#near = near;
    this.#far = far;
    this.#filter = ends.to === "database" ? notificationFilter() : undefined;
    this.#carry(near, far, (bytes) => bytes);
    this.#carry(far, near, (bytes) => this.#filter?.pass(bytes) ?? bytes);
    for (const socket of [near, far]) {
      // A reset is what faults are for; the close that follows is what counts.
      socket.on("error", () => {});
      socket.setNoDelay(true);
    }
    near.once("close", () => {
      far.destroy();
      ended();
    });
    far.once("close", () => {
      if (!this.#isHalfOpen) near.destroy();
    });
  }

  #isHalfOpen = false;

  /** Resets both sides. */
  cut(): void {
    this.#near.resetAndDestroy();
    this.#far.resetAndDestroy();
  }

  /** Takes the far side away without a word to the near one, which may go on sending into nothing. */
  halfOpen(): void {
    this.#isHalfOpen = true;
    this.#far.resetAndDestroy();
    this.#near.resume();
  }

  /** Lets nothing through in either direction, until it is let go. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#apply();
  }

  /** Lets nothing through to the near side: its owner reads nothing. */
  holdReading(isHeld: boolean): void {
    this.#isReadingHeld = isHeld;
    this.#apply();
  }

  /** Lets everything take longer, in milliseconds. */
  slow(delay: number): void {
    this.#delay = delay;
  }

  /** Loses notifications of the database. */
  dropNotifications(isDropping: boolean): void {
    if (this.#filter !== undefined) this.#filter.isDropping = isDropping;
  }

  #apply(): void {
    if (this.#isHalfOpen) return;
    // What isn't read fills the buffers on the way, and then whoever sends has to wait.
    if (this.#isHeld) this.#near.pause();
    else this.#near.resume();
    if (this.#isHeld || this.#isReadingHeld) this.#far.pause();
    else this.#far.resume();
  }

  #carry(from: Socket, to: Socket, pass: (bytes: Buffer) => Buffer): void {
    const later = this.#inOrder();
    from.on("data", (chunk: Buffer) => {
      const bytes = pass(chunk);
      if (bytes.length === 0 || this.#isHalfOpen) return;
      later(() => {
        if (to.destroyed || to.write(bytes)) return;
        from.pause();
        to.once("drain", () => this.#apply());
      });
    });
    from.on("end", () => {
      if (!this.#isHalfOpen) later(() => to.end());
    });
  }

  /** Makes a queue for one direction: what is sent takes as long as the delay says, and nothing overtakes. */
  #inOrder(): (send: () => void) => void {
    const queue: { readonly due: number; readonly send: () => void }[] = [];
    let isWaiting = false;
    const run = (): void => {
      isWaiting = false;
      while (queue[0] !== undefined && queue[0].due <= performance.now()) queue.shift()?.send();
      if (queue[0] === undefined) return;
      isWaiting = true;
      setTimeout(run, queue[0].due - performance.now());
    };
    return (send) => {
      queue.push({ due: this.#delay === 0 ? 0 : performance.now() + this.#delay, send });
      if (!isWaiting) run();
    };
  }
}
