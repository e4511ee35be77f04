import type { JsonValue } from "@bufbuild/protobuf";
import { FunctionThread } from "./function-thread.ts";
import type { ThreadRequest } from "./messages.ts";

/** What a call is made with. */
export type ThreadCall = Omit<ThreadRequest & { readonly kind: "call" }, "kind">;

/** What a call is told of, and tells. */
export interface ThreadCallOptions {
  readonly signal: AbortSignal;
  /** It has got a thread. */
  readonly began: () => void;
  readonly beat: () => void;
}

/** Some threads that call functions of a module, each one at a time. They are started when they are needed. */
export class ThreadPool {
  readonly #module: URL;
  readonly #size: number;
  readonly #grace: number;
  readonly #idle: FunctionThread[] = [];
  readonly #all = new Set<FunctionThread>();
  /** Those who wait for a thread, in order. */
  #waiting: ((thread: FunctionThread) => void)[] = [];

  /** @param grace how long a function may take to end that was told to, in milliseconds */
  constructor(module: URL, size: number, grace: number) {
    this.#module = module;
    this.#size = size;
    this.#grace = grace;
  }

  /**
   * Calls a function once a thread is free.
   *
   * @throws ThreadEnded if its thread has ended, or had to be
   * @throws TaskError, or an error with the name and the stack of what the function threw
   */
  async call(call: ThreadCall, options: ThreadCallOptions): Promise<JsonValue | undefined> {
    const thread = await this.#take(options.signal);
    options.began();
    try {
      return await thread.call(call, options, this.#grace);
    } finally {
      this.#giveBack(thread);
    }
  }

  /** Ends all threads, with what they do. */
  async close(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.end()));
    this.#all.clear();
    this.#idle.length = 0;
  }

  #take(signal: AbortSignal): Promise<FunctionThread> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return Promise.resolve(idle);
    if (this.#all.size < this.#size) return Promise.resolve(this.#start());
    return new Promise((resolve, reject) => {
      this.#waiting.push(resolve);
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((each) => each !== resolve);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      if (signal.aborted) leave();
    });
  }

  #giveBack(thread: FunctionThread): void {
    if (thread.hasEnded) this.#all.delete(thread);
    const next = this.#waiting.shift();
    if (next !== undefined) next(thread.hasEnded ? this.#start() : thread);
    else if (!thread.hasEnded) this.#idle.push(thread);
  }

  #start(): FunctionThread {
    const thread = new FunctionThread(this.#module);
    this.#all.add(thread);
    return thread;
  }
}
