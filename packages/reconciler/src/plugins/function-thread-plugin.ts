import { availableParallelism } from "node:os";
import type { Plugin } from "../plugin.ts";
import { ThreadPool } from "../threads/thread-pool.ts";
import { callPlugin } from "./call-plugin.ts";
import { FUNCTION, functionProblem, heartbeatOf, inputOf } from "./function-plugin.ts";

/** How functions are called in threads. */
export interface FunctionThreadPluginOptions {
  /** Its exports are the functions, by the names of their tasks: `new URL("./tasks.js", import.meta.url)`. */
  readonly module: URL;
  /** How many threads there are at most; each does one thing at a time. Default: as many as there are processors. */
  readonly threads?: number;
  /** How long a function may take to end that was told to, until its thread is ended, in milliseconds. Default: 5000. */
  readonly grace?: number;
  /** Default: `function`. Another one, where some functions are called in threads and some aren't. */
  readonly taskType?: string;
}

/**
 * Does tasks of type `function` in threads: for functions that compute, which would hold up everything else in the worker's own
 * thread, and may have to be ended by force. What waits for a thread is WAITING_FOR_RESOURCES. A thread that ends with what it does
 * is a failure of the platform: it is done anew.
 *
 * @throws RangeError if the number of threads isn't allowed
 */
export function functionThreadPlugin({
  grace = 5000,
  module,
  taskType = FUNCTION,
  threads = availableParallelism(),
}: FunctionThreadPluginOptions): Plugin {
  if (!Number.isInteger(threads) || threads < 1 || threads > 1024) {
    throw new RangeError(`threads: ${threads}, and must be a whole number from 1 to 1024.`);
  }
  const pool = new ThreadPool(module, threads, grace);
  return callPlugin({
    taskTypes: [taskType],
    waits: true,
    problemOf: functionProblem,
    heartbeatOf,
    call: (work, signal, told) => {
      const { attempt, folder, name } = work;
      return pool.call({ name, input: inputOf(work), attempt, folder }, { ...told, signal });
    },
    close: () => pool.close(),
  });
}
