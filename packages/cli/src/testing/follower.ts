import type { GatewayClient } from "../client/gateway-client.ts";
import { systemClock } from "../command/clock.ts";
import { ShownTree } from "../watch/shown-tree.ts";
import { type WatchEvent, watchRun } from "../watch/watch-run.ts";

/** How a watch is opened. */
export interface FollowOptions {
  /** Goes on behind this revision, with what the tree shows. */
  readonly tree?: ShownTree;
  readonly phases?: readonly string[];
}

/** Follows a run with a watch, and keeps what it shows. */
export class Follower {
  readonly tree: ShownTree;
  readonly #stop = new AbortController();
  readonly #waiting = new Set<() => void>();
  /** Resolves with the last event once the watch has ended. */
  readonly ended: Promise<WatchEvent | undefined>;
  /** How often the connection was cut and made again. */
  reconnections = 0;

  constructor(
    client: GatewayClient,
    name: string,
    { tree = new ShownTree(), phases }: FollowOptions = {},
  ) {
    this.tree = tree;
    this.ended = this.#follow(client, name, phases);
    // A test waits for the end when it comes to that; a failure before is its own, and no stray one.
    this.ended.catch(() => {});
  }

  /** Ends the watch from this side, as if the connection had been cut for good. @returns what it showed by then */
  async cut(): Promise<ShownTree> {
    this.#stop.abort();
    await this.ended;
    return this.tree;
  }

  /** Waits until what is shown is so. */
  async until(condition: (tree: ShownTree) => boolean): Promise<void> {
    while (!condition(this.tree)) {
      const moved = new Promise<void>((resolve) => this.#waiting.add(resolve));
      const isOver = await Promise.race([moved.then(() => false), this.ended.then(() => true)]);
      if (isOver && !condition(this.tree)) {
        throw new Error("the watch ended before what was waited for");
      }
    }
  }

  async #follow(
    client: GatewayClient,
    name: string,
    phases: readonly string[] | undefined,
  ): Promise<WatchEvent | undefined> {
    let last: WatchEvent | undefined;
    const variables = {
      run: { project: "default", domain: "development", name },
      wait: true,
      ...(phases === undefined ? {} : { filter: { phases } }),
      ...(this.tree.revision === 0 ? {} : { afterRevision: this.tree.revision }),
    };
    const patience = {
      clock: systemClock,
      random: Math.random,
      giveUpAfter: 60_000,
      signal: this.#stop.signal,
      onWait: () => (this.reconnections += 1),
    };
    for await (const event of watchRun(client, variables, patience)) {
      last = event;
      this.tree.apply(event);
      for (const wake of this.#waiting) wake();
      this.#waiting.clear();
    }
    return last;
  }
}
