// The view of Flyte 1: a run is a workflow execution, an action a node execution, an attempt a task execution.
import { actionPhaseLifecycle, executionView, toNodePhase } from "@runledger/state";
import {
  type ActionAttempt,
  ActionAttemptSchema,
  type ActionDetails,
  NodeExecution_PhaseSchema,
  TaskExecution_PhaseSchema,
  WorkflowExecution_PhaseSchema,
} from "@runledger/proto";
import { executionPhase } from "../../flyte1/executions/execution-phase.ts";
import { isRootNode, parentsAmong, topLevel } from "../../flyte1/nodes/nodes.ts";
import { taskExecutionPhase, taskExecutionsOf } from "../../flyte1/tasks/task-execution-phase.ts";
import { builder, type ObjectOf } from "../builder.ts";
import type { GatewayContext } from "../context.ts";
import { defaultPageSize } from "../inputs/page-args.ts";
import { listActions } from "../lists/actions.ts";
import { listCost } from "../lists/list-cost.ts";
import { enumType } from "../proto/enum-type.ts";
import { objectType } from "../proto/object-type.ts";
import { requireField } from "../require-field.ts";
import { action, type ActionModel } from "./action.ts";
import { actionConnection } from "./connections.ts";
import { run, runId } from "./run.ts";

/** An attempt, with the action that it is one of. */
interface TaskExecution {
  readonly details: ActionDetails;
  readonly attempt: ActionAttempt;
}

const taskExecution: ObjectOf<TaskExecution> = builder
  .objectRef<TaskExecution>("TaskExecution")
  .implement({
    description: "An attempt as Flyte 1 has it: a task execution.",
    fields: (t) => ({
      retryAttempt: t.int({
        description: "How many attempts came before.",
        resolve: ({ attempt }) => attempt.attempt - 1,
      }),
      phase: t.field({
        type: enumType(TaskExecution_PhaseSchema),
        description:
          "The phase that it is in. One that another attempt follows has failed retryably.",
        resolve: ({ details, attempt }) => taskExecutionPhase(details, attempt),
      }),
      attempt: t.field({
        type: objectType<ActionAttempt>(ActionAttemptSchema),
        description: "The attempt.",
        resolve: ({ attempt }) => attempt,
      }),
    }),
  });

async function detailsOf(model: ActionModel, { loaders }: GatewayContext): Promise<ActionDetails> {
  const id = requireField(model.id, "Action.id");
  return requireField(await loaders.actionDetails.load(id), "the details of an action");
}

builder.objectFields(run, (t) => ({
  workflowPhase: t.field({
    type: enumType(WorkflowExecution_PhaseSchema),
    description:
      "Its phase as Flyte 1 has it: that of a workflow execution. It may be more than its root action says: SUCCEEDING, FAILING, ABORTING.",
    complexity: 5,
    resolve: async (own, _, { ledger, loaders }) => {
      const details = await loaders.runDetails.load(runId(own));
      return executionPhase(ledger, requireField(details?.action, "RunDetails.action"));
    },
  }),
  nodeExecutions: t.field({
    type: actionConnection,
    description:
      "Its node executions at the top, as Flyte 1 has them: the actions below the root, or the root itself if it is a task. Those below a node are its `children`.",
    args: {
      first: t.arg.int({
        required: false,
        description: `How many rows. ${defaultPageSize} where nothing is said.`,
      }),
      after: t.arg.string({
        required: false,
        description: "The cursor of the row that the page begins behind.",
      }),
    },
    complexity: listCost,
    resolve: async (own, args, context) => {
      const { column, value } = topLevel(await isRootNode(context.ledger, runId(own)));
      const top = [{ column, condition: { kind: "in", values: [value] } }] as const;
      return listActions(runId(own), args, context, top);
    },
  }),
}));

builder.objectFields(action, (t) => ({
  nodePhase: t.field({
    type: enumType(NodeExecution_PhaseSchema),
    description:
      "Its phase as Flyte 1 has it: that of a node execution. It may be more than the action's own says: DYNAMIC_RUNNING, SKIPPED.",
    complexity: 3,
    resolve: async (model, _, context) => {
      const details = await detailsOf(model, context);
      const view = executionView(details);
      const matters = actionPhaseLifecycle.of(view.phase)?.role === "active";
      const isParent = matters && (await hasChildren(model, context));
      return toNodePhase({ ...view, isParent }).phase;
    },
  }),
  taskExecutions: t.field({
    type: [taskExecution],
    description:
      "Its attempts as Flyte 1 has them: task executions, the first one first. A trace and a condition have none.",
    complexity: { field: 1, multiplier: 5 },
    resolve: async (model, _, context) => {
      const details = await detailsOf(model, context);
      return taskExecutionsOf(details).map((attempt) => ({ details, attempt }));
    },
  }),
}));

async function hasChildren(model: ActionModel, { ledger }: GatewayContext): Promise<boolean> {
  const id = requireField(model.id, "Action.id");
  return (await parentsAmong(ledger, requireField(id.run, "Action.id.run"), [id.name])).size > 0;
}
