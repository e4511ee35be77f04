export { startWorker, type Worker } from "./worker.ts";
export type { RemoteWorkerOptions, WorkerOptions, WorkerSettings } from "./worker-options.ts";

// Work of a database that another process has open.
export {
  connectGateway,
  type GatewayAddress,
  type RemoteGateway,
} from "./remote/connect-gateway.ts";
export { storeBook } from "./book/store-book.ts";
export type { Leased, Leasing, Wanted, WorkBook } from "./book/work-book.ts";

// What does the work.
export type { AttemptFiles } from "./attempt-files.ts";
export type { Plugin, Work } from "./plugin.ts";
export { type FlyteAddress, type FlyteTransport, flyteTransport } from "./flyte/flyte-transport.ts";
export { type FlytePluginOptions, flytePlugin } from "./plugins/flyte-plugin.ts";
export {
  FUNCTION,
  type FunctionContext,
  functionPlugin,
  type TaskFunction,
} from "./plugins/function-plugin.ts";
export {
  type FunctionThreadPluginOptions,
  functionThreadPlugin,
} from "./plugins/function-thread-plugin.ts";
export { HTTP, httpPlugin, type HttpPluginOptions } from "./plugins/http-plugin.ts";
export { TaskError } from "./task-error.ts";
export { PROCESS, processPlugin, type ProcessPluginOptions } from "./plugins/process-plugin.ts";
export type { PluginResult, PluginState } from "@runledger/state/reconcile";

// Workflows.
export { defineTask, type Task, type TaskDefinition } from "./workflow/define-task.ts";
export {
  defineWorkflow,
  type Workflow,
  type WorkflowDefinition,
} from "./workflow/define-workflow.ts";
export type {
  AnswerTypes,
  CallOptions,
  Flow,
  ManyOptions,
  OnFailure,
  Question,
  Settled,
} from "./workflow/flow.ts";
export { ChildError } from "./workflow/child-error.ts";
export { NondeterminismError } from "./workflow/nondeterminism-error.ts";
export type { StandardSchema } from "./workflow/standard-schema.ts";
export {
  workflowPlugins,
  type WorkflowPluginsOptions,
  workflowRoot,
} from "./workflow/workflow-plugins.ts";

// Workflows that are documents.
export { documentPlugin, documentRoot, WORKFLOW } from "./document/document-plugin.ts";
export { documentSchema } from "./document/document-schema.ts";
export type {
  DocumentInput,
  DocumentProblem,
  InputType,
  WorkflowDocument,
} from "./document/document.ts";
export { readDocument, type ReadDocument } from "./document/read-document.ts";
export { readInputs, type ReadInputs } from "./document/read-inputs.ts";
