import { create, type JsonObject, type JsonValue } from "@bufbuild/protobuf";
import {
  type ActionDeclaration,
  ActionDeclarationSchema,
  RunSource,
  type TaskSpec,
} from "@runledger/proto";
import type { Plugin } from "../plugin.ts";
import { callPlugin } from "../plugins/call-plugin.ts";
import { systemClock } from "../system-clock.ts";
import { TaskError } from "../task-error.ts";
import { runSteps } from "../workflow/run-steps.ts";
import type { WorkflowPluginsOptions } from "../workflow/workflow-plugins.ts";
import type { DocumentProblem } from "./document.ts";
import { readDocument } from "./read-document.ts";
import { readInputs } from "./read-inputs.ts";
import { type DocumentRun, runDocument } from "./run-document.ts";

/** The task type of workflow documents. */
export const WORKFLOW = "workflow";

/**
 * Does workflows that are documents: what `custom.document` holds, as a YAML file has it, with `custom.inputs`, from the folder
 * `custom.folder`. Their tasks are actions of type `process`, which the worker must take too, or another one.
 */
export function documentPlugin({
  clock = systemClock,
  ledger,
  patience = 30_000,
}: Omit<WorkflowPluginsOptions, "workflows">): Plugin {
  return callPlugin({
    taskTypes: [WORKFLOW],
    coordinates: true,
    problemOf: (spec) => {
      const read = readRun(spec);
      return read.kind === "problems" ? tell(read.problems) : undefined;
    },
    async call(work, signal) {
      const read = readRun(work.spec);
      if (read.kind === "problems") throw new TaskError(tell(read.problems), { code: "BadSpec" });
      return runSteps({ ledger, clock, patience, signal, work }, (flow) => runDocument(flow, read));
    },
  });
}

/** Declares the root action of a run of a document, for `RunDeclaration.root`; the run's engine must be `runledger`. */
export function documentRoot(
  name: string,
  given: { readonly document: JsonValue; readonly inputs: JsonObject; readonly folder?: string },
): ActionDeclaration {
  const { document, folder, inputs } = given;
  const custom = { document, inputs, ...(folder !== undefined && { folder }) };
  const spec = {
    case: "task" as const,
    value: { shortName: name, taskTemplate: { type: WORKFLOW, custom } },
  };
  return create(ActionDeclarationSchema, { spec, metadata: { source: RunSource.CLI } });
}

type ReadRun =
  | ({ readonly kind: "run" } & DocumentRun)
  | { readonly kind: "problems"; readonly problems: readonly DocumentProblem[] };

function readRun({ taskTemplate }: TaskSpec): ReadRun {
  const custom: JsonObject = taskTemplate?.custom ?? {};
  const { folder, inputs: given = {} } = custom;
  const read = readDocument(custom["document"]);
  if (read.kind === "problems") return read;
  const { document } = read;
  const inputs = readInputs(document, given);
  if (inputs.kind === "problems") return inputs;
  return {
    kind: "run",
    document,
    inputs: inputs.inputs,
    folder: typeof folder === "string" ? folder : undefined,
  };
}

function tell(problems: readonly DocumentProblem[]): string {
  const lines = problems.slice(0, 10).map(({ message, path }) => `${path.join(".")}: ${message}.`);
  return `task_template.custom.document: ${lines.join("\n")}`;
}
