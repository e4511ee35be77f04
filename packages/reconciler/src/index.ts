export { startWorker, type Worker } from "./worker.ts";
export type { WorkerOptions } from "./worker-options.ts";

// What does the work.
export type { AttemptFiles } from "./attempt-files.ts";
export type { Plugin, Work } from "./plugin.ts";
export {
  FUNCTION,
  type FunctionContext,
  functionPlugin,
  type TaskFunction,
} from "./plugins/function-plugin.ts";
export { TaskError } from "./task-error.ts";
export { PROCESS, processPlugin, type ProcessPluginOptions } from "./plugins/process-plugin.ts";
export type { PluginResult, PluginState } from "@runledger/state/reconcile";
