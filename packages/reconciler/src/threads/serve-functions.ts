// What a thread runs that calls functions of a module, one at a time.
import { parentPort, workerData } from "node:worker_threads";
import type { FunctionContext, TaskFunction } from "../plugins/function-plugin.ts";
import { TaskError } from "../task-error.ts";
import { toJson } from "../workflow/to-json.ts";
import type { ThreadAnswer, ThreadData, ThreadFailure, ThreadRequest } from "./messages.ts";

/** How often a heartbeat is passed on, in milliseconds, at most. */
const BEAT = 50;

let controller = new AbortController();
let beatAt = 0;

function tell(answer: ThreadAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is a window's; threads have no origin.
  parentPort?.postMessage(answer);
}

async function functionOf(name: string): Promise<TaskFunction> {
  const { module } = workerData as ThreadData;
  const exports = (await import(module)) as Readonly<Record<string, unknown>>;
  const found = Object.hasOwn(exports, name) ? exports[name] : undefined;
  if (typeof found === "function") return found as TaskFunction;
  const names = Object.keys(exports).filter((each) => typeof exports[each] === "function");
  throw new TaskError(
    `name: ${module} exports no function "${name}". There are ${names.join(", ") || "none"}.`,
    { code: "BadSpec" },
  );
}

async function call(request: ThreadRequest & { readonly kind: "call" }): Promise<ThreadAnswer> {
  const { attempt, folder, input, name } = request;
  const context: FunctionContext = {
    attempt,
    folder,
    signal: controller.signal,
    heartbeat() {
      const now = performance.now();
      if (now - beatAt < BEAT) return;
      beatAt = now;
      tell({ kind: "beat" });
    },
  };
  try {
    const returned = await (await functionOf(name))(input, context);
    const json = returned === undefined ? undefined : JSON.stringify(toJson(returned, "outputs"));
    return { kind: "returned", json };
  } catch (thrown) {
    return { kind: "failed", failure: failureOf(thrown) };
  }
}

function failureOf(thrown: unknown): ThreadFailure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { message, name, stack } = error;
  // By its name: the module may have a copy of the class of its own.
  const task = name === "TaskError" ? (error as TaskError) : undefined;
  return {
    name,
    message,
    stack,
    task: task && { code: task.code, retryable: task.retryable },
  };
}

parentPort?.on("message", (request: ThreadRequest) => {
  if (request.kind === "abort") {
    controller.abort(new Error("The work is to end."));
    return;
  }
  controller = new AbortController();
  void call(request).then(tell);
});
