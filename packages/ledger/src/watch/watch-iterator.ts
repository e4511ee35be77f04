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

/** Somebody who waits for a frame. */
interface Pending<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(error: Error): void;
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
  readonly #pending: Pending<T>[] = [];
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
  next(): Promise<IteratorResult<T, undefined>> {
    return new Promise((resolve, reject) => {
      if (this.#end === undefined && this.#frames === undefined) this.#open();
      if (this.#end !== undefined || this.#frames === undefined) {
        this.#answerLast({ resolve, reject });
        return;
      }
      this.#pending.push({ resolve, reject });
      this.#frames.next().then(this.#give, this.#break);
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
    for (const pending of this.#pending.splice(0)) this.#answerLast(pending);
  }

  /** Answers whoever has waited longest; whoever was answered at the end doesn't wait any more. */
  readonly #give = (result: IteratorResult<T, void>): void => {
    if (result.done) this.#finish({ kind: "done" });
    else this.#pending.shift()?.resolve({ done: false, value: result.value });
  };

  readonly #break = (failure: unknown): void => this.fail(toLedgerError(failure));

  /** Answers after the end: an error is thrown once. */
  #answerLast(pending: Pending<T>): void {
    const end = this.#end;
    this.#end = { kind: "done" };
    if (end?.kind === "failed") pending.reject(end.error);
    else pending.resolve({ done: true, value: undefined });
  }
}
