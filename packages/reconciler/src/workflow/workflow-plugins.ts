import { create, type JsonValue } from "@bufbuild/protobuf";
import type { Clock } from "@runledger/ledger";
import type { StepsLedger } from "./steps-ledger.ts";
import { type ActionDeclaration, ActionDeclarationSchema } from "@runledger/proto";
import type { Plugin, Work } from "../plugin.ts";
import { callPlugin } from "../plugins/call-plugin.ts";
import { heartbeatOf, inputOf } from "../plugins/function-plugin.ts";
import { systemClock } from "../system-clock.ts";
import type { Task } from "./define-task.ts";
import type { Workflow } from "./define-workflow.ts";
import { runSteps } from "./run-steps.ts";
import { checkValue } from "./standard-schema.ts";
import { taskTypeOf } from "./task-type-of.ts";
import { toFlow } from "./to-flow.ts";
import { toJson } from "./to-json.ts";

/** What workflows stand on. */
export interface WorkflowPluginsOptions {
  readonly ledger: StepsLedger;
  /** What the worker takes, with all that it uses. */
  // oxlint-disable-next-line typescript/no-explicit-any -- of any input and output
  readonly workflows: readonly Workflow<any, any>[];
  /** Default: the system's clock. */
  readonly clock?: Clock;
  /**
   * How long a workflow that is run again may ask only for what is new, while something that it had asked for before is missing,
   * until it is said not to be deterministic. In milliseconds. Default: 30,000.
   */
  readonly patience?: number;
}

/**
 * Makes the plugins that do workflows and their tasks. Workflows take no place of the worker's concurrency: they wait.
 *
 * @throws TypeError if two tasks or two workflows have one name
 */
export function workflowPlugins(options: WorkflowPluginsOptions): Plugin[] {
  const { clock = systemClock, ledger, patience = 30_000, workflows } = options;
  const all = gather(workflows);
  const workflowsByType = new Map<string, Workflow>();
  const tasksByType = new Map<string, Task>();
  for (const [type, each] of all) {
    if (each.kind === "workflow") workflowsByType.set(type, each);
    else tasksByType.set(type, each);
  }
  return [
    callPlugin({
      taskTypes: [...workflowsByType.keys()],
      coordinates: true,
      async call(work, signal) {
        const workflow = workflowsByType.get(typeOf(work));
        if (workflow === undefined) throw new Error(`No workflow has the type ${typeOf(work)}.`);
        const input = await checkValue(workflow.input, inputOf(work), "input");
        const context = { ledger, clock, patience, signal, work };
        const output = await runSteps(context, (flow) => workflow.run(input, toFlow(flow)));
        return outputsOf(await checkValue(workflow.output, output, "outputs"));
      },
    }),
    callPlugin({
      taskTypes: [...tasksByType.keys()],
      timeoutOf: ({ taskTemplate }) => {
        const timeout = taskTemplate?.custom?.["timeoutMs"];
        return typeof timeout === "number" && timeout > 0 ? timeout : undefined;
      },
      heartbeatOf,
      async call(work, signal, { beat }): Promise<JsonValue | void> {
        const task = tasksByType.get(typeOf(work));
        if (task === undefined) throw new Error(`No task has the type ${typeOf(work)}.`);
        const { attempt, folder } = work;
        const input = await checkValue(task.input, inputOf(work), "input");
        const output = await task.run(input, { attempt, folder, signal, heartbeat: beat });
        return outputsOf(await checkValue(task.output, output, "outputs"));
      },
    }),
  ];
}

/**
 * Declares the root action of a run of a workflow, for `RunDeclaration.root`; its engine must be `runledger`.
 *
 * @throws TaskError if the input can't be written as JSON
 */
export function workflowRoot<Input>(
  workflow: Workflow<Input, never> | Workflow<Input>,
  input: Input,
): ActionDeclaration {
  const { name } = workflow;
  const custom = { input: toJson(input, "input") };
  const taskTemplate = { type: taskTypeOf(workflow), custom };
  const spec = { case: "task" as const, value: { shortName: name, taskTemplate } };
  return create(ActionDeclarationSchema, { spec });
}

/** What returns nothing has no outputs. */
function outputsOf(value: unknown): JsonValue | undefined {
  return value === undefined ? undefined : toJson(value, "outputs");
}

function typeOf({ spec }: Work): string {
  return spec.taskTemplate?.type ?? "";
}

/** Gathers workflows and all that they use, by task type. */
function gather(workflows: readonly Workflow[]): ReadonlyMap<string, Task | Workflow> {
  const byType = new Map<string, Task | Workflow>();
  const add = (each: Task | Workflow): void => {
    const type = taskTypeOf(each);
    const known = byType.get(type);
    if (known === each) return;
    if (known !== undefined) {
      throw new TypeError(
        `workflows: two of them have the ${each.kind} "${each.name}". Rename one.`,
      );
    }
    byType.set(type, each);
    if (each.kind === "workflow") for (const used of each.uses ?? []) add(used);
  };
  for (const each of workflows) add(each);
  return byType;
}
