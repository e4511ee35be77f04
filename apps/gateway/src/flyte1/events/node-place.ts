import { fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import type { ActionMetadataSchema, RunIdentifier } from "@runledger/proto";
import { type Identifier, ResourceType } from "@runledger/proto/flyteidl/core";
import { WorkflowSpecSchema } from "@runledger/proto/flyteidl/admin";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { generatedFor } from "../entities/generated-workflow.ts";
import { versionName } from "../entities/kinds.ts";
import { taskOfNode } from "../entities/workflow-nodes.ts";
import { keptExecutions } from "../executions/kept-executions.ts";

/** Finds the task that a node of an execution's workflow runs. Undefined: it runs something else, or nobody knows. */
export async function taskOfSpecNode(
  { ledger }: SurfaceContext,
  id: RunIdentifier,
  nodeId: string,
): Promise<Identifier | undefined> {
  const run = await ledger.getRun(id);
  const kept = run && (await keptExecutions(ledger, [run])).get(run);
  const workflow = kept?.told.closure?.workflowId;
  if (workflow === undefined) return undefined;
  const task = generatedFor(workflow);
  if (task !== undefined) return task;
  const entity = await ledger.getEntity(versionName(ResourceType.WORKFLOW, workflow));
  const { template, subWorkflows = [] } = entity ? fromBinary(WorkflowSpecSchema, entity.body) : {};
  const nodes = [...(template?.nodes ?? []), ...subWorkflows.flatMap((each) => each.nodes)];
  const node = nodes.find((each) => each.id === nodeId);
  return node && taskOfNode(node);
}

/** Says of a task in short what an action is declared with. */
export function shortTask(
  task: Identifier | undefined,
  taskType: string,
  shortName: string,
): Pick<MessageInitShape<typeof ActionMetadataSchema>, "spec"> {
  if (task === undefined && shortName === "") return {};
  const id = task && {
    project: task.project,
    domain: task.domain,
    name: task.name,
    version: task.version,
    org: task.org,
  };
  const value = { ...(id && { id }), taskType, shortName: shortName || (task?.name ?? "") };
  return { spec: { case: "task", value } } as const;
}
