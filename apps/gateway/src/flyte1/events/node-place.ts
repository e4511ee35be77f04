import { create, equals, type MessageInitShape } from "@bufbuild/protobuf";
import {
  ActionIdentifierSchema,
  type ActionMetadataSchema,
  type RunIdentifier,
} from "@runledger/proto";
import {
  type Identifier,
  IdentifierSchema,
  type Node,
  ResourceType,
  type WorkflowTemplate,
} from "@runledger/proto/flyteidl/core";
import { ROOT_ACTION } from "@runledger/state";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { generatedFor } from "../entities/generated-workflow.ts";
import { versionName } from "../entities/kinds.ts";
import { nodesIn, taskOfNode } from "../entities/workflow-nodes.ts";
import { specOf } from "../entities/workflows.ts";
import { keptExecutions } from "../executions/kept-executions.ts";
import { findDynamicWorkflow } from "../nodes/dynamic-workflow.ts";

/** Nodes of a definition, and the workflows that may stand within them. */
interface Scope {
  readonly nodes: readonly Node[];
  readonly subWorkflows: readonly WorkflowTemplate[];
}

/** How many nodes within nodes are looked through. */
const DEPTH = 20;

/**
 * Finds the task that a node of an execution's workflow runs. Undefined: it runs something else, or nobody knows.
 *
 * @param parent the node that it is in: what its definition calls it, it may call others as well
 * @param specNodeId what its definition calls it
 */
export async function taskOfSpecNode(
  context: SurfaceContext,
  run: RunIdentifier,
  parent: string,
  specNodeId: string,
): Promise<Identifier | undefined> {
  const workflow = parent === ROOT_ACTION ? await workflowOf(context, run) : undefined;
  const task = workflow && generatedFor(workflow);
  if (task !== undefined) return task;
  const scope = await scopeOf(context, run, parent, DEPTH);
  const node = scope?.nodes.find(({ id }) => id === specNodeId);
  return node && taskOfNode(node);
}

async function workflowOf(
  { ledger }: SurfaceContext,
  id: RunIdentifier,
): Promise<Identifier | undefined> {
  const run = await ledger.getRun(id);
  const kept = run && (await keptExecutions(ledger, [run])).get(run);
  return kept?.told.closure?.workflowId;
}

/** Finds what stands in a node: in the execution, in a workflow that the node has made, in what its definition names. */
async function scopeOf(
  context: SurfaceContext,
  run: RunIdentifier,
  name: string,
  depth: number,
): Promise<Scope | undefined> {
  if (depth === 0) return undefined;
  const { ledger } = context;
  if (name === ROOT_ACTION) {
    const workflow = await workflowOf(context, run);
    const entity =
      workflow && (await ledger.getEntity(versionName(ResourceType.WORKFLOW, workflow)));
    const { template, subWorkflows } = entity ? specOf(entity) : {};
    return template && { nodes: template.nodes, subWorkflows: subWorkflows ?? [] };
  }
  const id = create(ActionIdentifierSchema, { run, name });
  const made = (await findDynamicWorkflow(ledger, id))?.compiledWorkflow;
  if (made !== undefined) {
    const within = made.subWorkflows.flatMap(({ template }) => (template ? [template] : []));
    return { nodes: made.primary?.template?.nodes ?? [], subWorkflows: within };
  }
  const { metadata } = (await ledger.getAction(id)) ?? {};
  const around = metadata && (await scopeOf(context, run, metadata.parent, depth - 1));
  const node = around?.nodes.find((each) => each.id === (metadata?.specNodeId || name));
  return node && around && scopeIn(node, around.subWorkflows);
}

function scopeIn(node: Node, subWorkflows: readonly WorkflowTemplate[]): Scope {
  const { target } = node;
  const reference = target.case === "workflowNode" ? target.value.reference : undefined;
  if (reference?.case !== "subWorkflowRef") return { nodes: nodesIn(node), subWorkflows };
  const named = reference.value;
  const found = subWorkflows.find(({ id }) => id && equals(IdentifierSchema, id, named));
  return { nodes: found?.nodes ?? [], subWorkflows };
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
