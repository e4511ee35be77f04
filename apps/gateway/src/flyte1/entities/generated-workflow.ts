import { create } from "@bufbuild/protobuf";
import { type Workflow, WorkflowSchema } from "@runledger/proto/flyteidl/admin";
import {
  type Identifier,
  NodeSchema,
  ResourceType,
  WorkflowTemplateSchema,
} from "@runledger/proto/flyteidl/core";
import { ROOT_ACTION } from "@runledger/state";
import { identifierOf } from "./kinds.ts";
import type { KnownTask } from "./run-tasks.ts";
import { compiled } from "./workflow-nodes.ts";

/** What the name of a workflow begins with that is made for a task. Flyte 1's own server names it so, and pages show it. */
const PREFIX = ".flytegen.";

const { TASK, WORKFLOW } = ResourceType;

/** Names the workflow that is made for a task, so that it can be run by itself. */
export function generatedFrom(task: Omit<Identifier, "$typeName">): Identifier {
  return identifierOf(WORKFLOW, { ...task, name: PREFIX + task.name });
}

/** Names the task that a workflow was made for; undefined: it wasn't made. */
export function generatedFor(workflow: Identifier): Identifier | undefined {
  if (!workflow.name.startsWith(PREFIX)) return undefined;
  return identifierOf(TASK, { ...workflow, name: workflow.name.slice(PREFIX.length) });
}

/** Makes the workflow of a task: one node, which takes and gives what the task does. */
export function generatedWorkflow(
  id: Identifier,
  { template: task, createdAt }: KnownTask,
): Workflow {
  const named = generatedFrom(id);
  const node = create(NodeSchema, {
    id: ROOT_ACTION,
    metadata: { name: id.name },
    target: {
      case: "taskNode",
      value: { reference: { case: "referenceId", value: id } },
    },
  });
  const template = create(WorkflowTemplateSchema, {
    id: named,
    ...(task.interface && { interface: task.interface }),
    nodes: [node],
  });
  return create(WorkflowSchema, {
    id: named,
    closure: {
      compiledWorkflow: { primary: compiled(template), tasks: [{ template: task }] },
      ...(createdAt && { createdAt }),
    },
  });
}
