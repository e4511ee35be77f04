import { DynamicWorkflowNodeMetadataSchema } from "@runledger/proto/flyteidl/admin";
import { DynamicWorkflowNodeMetadataSchema as KeptWorkflowSchema } from "@runledger/proto/flyteidl/event";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import type { AdminMethods } from "../admin-methods.ts";
import { levelData } from "../executions/execution-data.ts";
import { runOf } from "../executions/execution-id.ts";
import { findTaskExecution, listTaskExecutions } from "../tasks/read-tasks.ts";
import { toTaskExecution } from "../tasks/to-task-execution.ts";
import { sameWire } from "../same-wire.ts";
import { findDynamicWorkflow, getDynamicWorkflow } from "./dynamic-workflow.ts";
import { flyteUrls } from "./flyte-urls.ts";
import { findNode } from "./nodes.ts";
import { listNodes, showNode } from "./read-nodes.ts";

/** Shows node executions and task executions: actions and their attempts. */
export function nodeMethods(context: SurfaceContext): AdminMethods {
  const { ledger } = context;
  return {
    getNodeExecution: async ({ id }) => showNode(ledger, await findNode(ledger, present(id))),
    listNodeExecutions: ({ workflowExecutionId, uniqueParentId, ...request }) =>
      listNodes(
        context,
        runOf(present(workflowExecutionId), "workflow_execution_id"),
        uniqueParentId,
        request,
      ),
    async listNodeExecutionsForTask({ taskExecutionId, ...request }) {
      const { details } = await findTaskExecution(
        context,
        present(taskExecutionId),
        "task_execution_id",
      );
      const { run, name = "" } = details.id ?? {};
      return listNodes(context, present(run), name, request);
    },
    async getDynamicNodeWorkflow({ id }) {
      const details = await findNode(ledger, present(id));
      return getDynamicWorkflow(ledger, present(details.id));
    },
    async getNodeExecutionData({ id }) {
      const details = await findNode(ledger, present(id));
      const data = await levelData(context, details);
      const made = await findDynamicWorkflow(ledger, present(details.id));
      return {
        ...data,
        flyteUrls: flyteUrls(present(id)),
        ...(made && {
          dynamicWorkflow: sameWire(KeptWorkflowSchema, DynamicWorkflowNodeMetadataSchema, made),
        }),
      };
    },
    getTaskExecution: async ({ id }) => {
      const { details, attempt } = await findTaskExecution(context, present(id));
      return toTaskExecution(details, attempt);
    },
    listTaskExecutions: (request) => listTaskExecutions(context, request),
    async getTaskExecutionData({ id }) {
      const named = present(id);
      const { details, attempt } = await findTaskExecution(context, named);
      const data = await levelData(context, details, attempt);
      return {
        ...data,
        flyteUrls: flyteUrls(present(named.nodeExecutionId), named.retryAttempt),
      };
    },
  };
}
