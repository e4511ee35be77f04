import { toLedgerError } from "../to-ledger-error.ts";
import { WatchScope } from "./watch-scope.ts";

/** What a watch does: gives frames until it is done or its scope has ended. */
export type WatchBody<T> = (scope: WatchScope) => AsyncGenerator<T, void>;

/** Whom a watch tells of its life. */
export interface WatchLife {
  /** It opens. May throw, and then it doesn't. */
  opens(): void;
  /** It has ended, and holds nothing any more. */
  ends(): void;
}

/** How a watch ended. */
type End = { readonly kind: "done" } | { readonly kind: "failed"; readonly error: Error };

/**
 * One iteration of a watch. A plain generator can't be ended while it waits for something; this one can, by its signal, by
 * `return` or by the ledger: it then gives back all that it holds at once, and answers whoever waits for a frame.
 */
export class WatchIterator<T> implements AsyncIterableIterator<T, undefined> {
  readonly #signal: AbortSignal | undefined;
  readonly #body: WatchBody<T>;
  readonly #life: WatchLife;
  readonly #scope = new WatchScope();
  readonly #pending = new Set<() => void>();
  #frames: AsyncGenerator<T, void> | undefined;
  #end: End | undefined;

  constructor(signal: AbortSignal | undefined, body: WatchBody<T>, life: WatchLife) {
    this.#signal = signal;
    this.#body = body;
    this.#life = life;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Gets the next frame. */
  async next(): Promise<IteratorResult<T, undefined>> {
    if (this.#end === undefined && this.#frames === undefined) this.#open();
    const frames = this.#frames;
    if (this.#end !== undefined || frames === undefined) return this.#last();
    return new Promise<IteratorResult<T, undefined>>((resolve, reject) => {
      const settle = (give: () => void): void => {
        if (!this.#pending.delete(ended)) return;
        give();
      };
      const ended = (): void => settle(() => this.#last().then(resolve, reject));
      this.#pending.add(ended);
      frames.next().then(
        (result) => {
          if (result.done) this.#finish({ kind: "done" });
          else settle(() => resolve({ done: false, value: result.value }));
        },
        (failure: unknown) => this.fail(toLedgerError(failure)),
      );
    });
  }

  /** Ends the watch. */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.#finish({ kind: "done" });
    return { done: true, value: undefined };
  }

  /** Ends the watch with an error, which the next frame that is asked for throws. */
  fail(error: Error): void {
    this.#finish({ kind: "failed", error });
  }

  #open(): void {
    if (this.#signal?.aborted) {
      this.#end = { kind: "done" };
      return;
    }
    this.#life.opens();
    this.#scope.defer(() => this.#life.ends());
    const abort = (): void => this.#finish({ kind: "done" });
    this.#signal?.addEventListener("abort", abort, { once: true });
    this.#scope.defer(() => this.#signal?.removeEventListener("abort", abort));
    this.#frames = this.#body(this.#scope);
  }

  #finish(end: End): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#scope.end();
    // Lets a generator that stands at a yield go; one that waits for something goes when that is over.
    this.#frames?.return().catch(() => {});
    for (const answer of [...this.#pending]) answer();
  }

  /** The answer after the end: an error is thrown once. */
  async #last(): Promise<IteratorResult<T, undefined>> {
    const end = this.#end;
    if (end?.kind !== "failed") return { done: true, value: undefined };
    this.#end = { kind: "done" };
    throw end.error;
  }
}
