import type { JsonValue } from "@bufbuild/protobuf";
import { Worker } from "node:worker_threads";
import { TaskError } from "../task-error.ts";
import type { ThreadAnswer, ThreadData, ThreadFailure, ThreadRequest } from "./messages.ts";
import { ThreadEnded } from "./thread-ended.ts";
import type { ThreadCall, ThreadCallOptions } from "./thread-pool.ts";

// In the sources this file ends in .ts and so do those beside it, in what is built in .js.
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

/** A thread that calls functions of a module, one at a time. */
export class FunctionThread {
  readonly #worker: Worker;
  /** Why it has ended. Undefined: it hasn't. */
  #ended: ThreadEnded | undefined;
  #listener: ((answer: ThreadAnswer | ThreadEnded) => void) | undefined;

  constructor(module: URL) {
    const workerData: ThreadData = { module: module.href };
    const name = "runledger functions";
    this.#worker = new Worker(new URL(`./serve-functions.${extension}`, import.meta.url), {
      workerData,
      name,
    });
    this.#worker.on("message", (answer: ThreadAnswer) => this.#listener?.(answer));
    this.#worker.on("error", (error) => this.#over(`The thread has failed: ${String(error)}`));
    this.#worker.on("exit", (code) => this.#over(`The thread has ended with code ${code}.`));
    // A worker's own loop keeps the process alive, not a thread that waits.
    this.#worker.unref();
  }

  get hasEnded(): boolean {
    return this.#ended !== undefined;
  }

  /** Calls a function. One that was told to end and doesn't within the grace is ended with its thread. */
  async call(
    call: ThreadCall,
    { beat, signal }: ThreadCallOptions,
    grace: number,
  ): Promise<JsonValue | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const abort = (): void => {
      this.#send({ kind: "abort" });
      timer = setTimeout(() => void this.end(), grace);
    };
    try {
      return await new Promise((resolve, reject) => {
        this.#listener = (answer) => {
          if (answer instanceof ThreadEnded) reject(answer);
          else if (answer.kind === "beat") beat();
          else if (answer.kind === "failed") reject(toError(answer.failure));
          else
            resolve(answer.json === undefined ? undefined : (JSON.parse(answer.json) as JsonValue));
        };
        if (this.#ended !== undefined) return reject(this.#ended);
        signal.addEventListener("abort", abort, { once: true });
        this.#send({ kind: "call", ...call });
        if (signal.aborted) abort();
      });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      this.#listener = undefined;
    }
  }

  /** Ends the thread, with what it does. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(request: ThreadRequest): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is a window's; threads have no origin.
    this.#worker.postMessage(request);
  }

  #over(message: string): void {
    this.#ended ??= new ThreadEnded(message);
    this.#listener?.(this.#ended);
  }
}

function toError({ message, name, stack, task }: ThreadFailure): Error {
  if (task !== undefined) return new TaskError(message, task);
  return Object.assign(new Error(message), { name, stack: stack ?? message });
}
