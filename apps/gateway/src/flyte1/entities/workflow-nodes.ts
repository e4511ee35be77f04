import { create } from "@bufbuild/protobuf";
import {
  type CompiledWorkflow,
  CompiledWorkflowSchema,
  type Identifier,
  type Node,
  NodeSchema,
  type WorkflowTemplate,
} from "@runledger/proto/flyteidl/core";

/** What stands before the first nodes and behind the last ones of a compiled workflow. */
const START = "start-node";
const END = "end-node";

/**
 * Says which nodes of a workflow stand before and after which, as the compiler of Flyte 1 does. It adds a node before the first
 * ones and one behind the last ones, which takes the workflow's outputs.
 */
export function compiled(template: WorkflowTemplate): CompiledWorkflow {
  const upstream = new Map<string, readonly string[]>();
  const downstream = new Map<string, string[]>();
  const before = new Set<string>();
  const own = template.nodes.filter(({ id }) => id !== START && id !== END);
  for (const { id, upstreamNodeIds } of own) {
    const ids = upstreamNodeIds.length === 0 ? [START] : upstreamNodeIds;
    upstream.set(id, ids);
    for (const each of ids) {
      before.add(each);
      downstream.set(each, [...(downstream.get(each) ?? []), id]);
    }
  }
  const last = [...upstream.keys()].filter((id) => !before.has(id));
  upstream.set(END, last);
  for (const id of last) downstream.set(id, [END]);
  return create(CompiledWorkflowSchema, {
    template: {
      ...template,
      nodes: [
        create(NodeSchema, { id: START }),
        create(NodeSchema, { id: END, inputs: template.outputs }),
        ...own,
      ],
    },
    connections: { upstream: listsOf(upstream), downstream: listsOf(downstream) },
  });
}

/** Lists the tasks that workflows run, each once. */
export function tasksOf(workflows: readonly WorkflowTemplate[]): Identifier[] {
  const found = new Map<string, Identifier>();
  for (const { nodes, failureNode } of workflows) {
    for (const node of [...nodes, ...(failureNode === undefined ? [] : [failureNode])]) {
      for (const id of tasksIn(node)) {
        found.set([id.project, id.domain, id.name, id.version].join("\n"), id);
      }
    }
  }
  return [...found.values()];
}

/** Finds the task that a node runs; undefined: it runs something else. */
export function taskOfNode({ target }: Node): Identifier | undefined {
  return target.case === "taskNode" && target.value.reference.case === "referenceId"
    ? target.value.reference.value
    : undefined;
}

function tasksIn(node: Node): Identifier[] {
  const own = taskOfNode(node);
  const below = nodesIn(node).flatMap(tasksIn);
  return own === undefined ? below : [own, ...below];
}

/** Lists the nodes that a node chooses among, or runs many times. */
export function nodesIn({ target }: Node): Node[] {
  if (target.case === "arrayNode") return target.value.node ? [target.value.node] : [];
  if (target.case !== "branchNode") return [];
  const { ifElse } = target.value;
  const blocks = [...(ifElse?.case ? [ifElse.case] : []), ...(ifElse?.other ?? [])];
  const chosen = blocks.flatMap(({ thenNode }) => (thenNode ? [thenNode] : []));
  return ifElse?.default.case === "elseNode" ? [...chosen, ifElse.default.value] : chosen;
}

function listsOf(ids: ReadonlyMap<string, readonly string[]>): Record<string, { ids: string[] }> {
  return Object.fromEntries([...ids].map(([key, list]) => [key, { ids: [...list] }]));
}
