import { Worker } from "node:worker_threads";
import { StoreError } from "../store-error.ts";
import type { Channel } from "./channel.ts";
import { fromCrossing, toCrossing } from "./crossing.ts";
import { type Request, type Response, STARTED, UNANSWERED } from "./protocol.ts";

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** Asks another thread for operations, which it serves with `serve`. */
export class ThreadChannel<O> implements Channel<O> {
  readonly #worker: Worker;
  readonly #name: string;
  readonly #waiting = new Map<number, Waiting>();
  readonly #exited: Promise<void>;
  /** Resolves when the thread is ready for calls. */
  readonly ready: Promise<void>;
  #lastId = 0;
  #gone: StoreError | undefined;

  /**
   * @param module what the thread runs
   * @param name what the thread is called in messages
   * @param data what it is given
   */
  constructor(module: URL, name: string, data: unknown) {
    this.#name = name;
    this.#worker = new Worker(module, { name, workerData: data });
    this.#worker.on("message", (response: Response) => this.#settle(response));
    this.#worker.on("error", (error) => this.#fail(`has crashed: ${error.message}`, error));
    this.#exited = new Promise((resolve) => {
      this.#worker.once("exit", () => {
        this.#fail("has ended");
        resolve();
      });
    });
    this.ready = this.#wait(STARTED);
  }

  call: Channel<O>["call"] = (name, ...args) => {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    const id = ++this.#lastId;
    const answer = this.#wait<never>(id);
    this.#post({ id, name, args });
    return answer;
  };

  tell: Channel<O>["tell"] = (name, ...args) => {
    // Where the thread is gone, the next call says so.
    if (this.#gone === undefined) this.#post({ id: UNANSWERED, name, args });
  };

  async close(): Promise<void> {
    await this.#worker.terminate();
    await this.#exited;
  }

  #post({ args, ...request }: Request): void {
    const crossings = args.map(toCrossing);
    this.#worker.postMessage(
      { ...request, args: crossings.map(({ value }) => value) } satisfies Request,
      crossings.flatMap(({ transfers }) => transfers),
    );
  }

  #wait<T>(id: number): Promise<T> {
    // A thread with nothing to do doesn't keep the process alive, one that owes an answer does.
    if (this.#waiting.size === 0) this.#worker.ref();
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
  }

  #settle(response: Response): void {
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ("result" in response) {
      waiting?.resolve(fromCrossing(response.result) as never);
      return;
    }
    const { kind, message, cause } = response.failure;
    waiting?.reject(new StoreError(kind, message, { cause }));
  }

  #fail(what: string, cause?: Error): void {
    this.#gone ??= new StoreError(
      "unavailable",
      `The thread ${this.#name} ${what}. Open the store again.`,
      {
        cause,
      },
    );
    for (const { reject } of this.#waiting.values()) reject(this.#gone);
    this.#waiting.clear();
  }
}
