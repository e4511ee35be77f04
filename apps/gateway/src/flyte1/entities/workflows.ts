import { create, equals, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Entity } from "@runledger/ledger";
import {
  type Workflow,
  type WorkflowCreateRequest,
  WorkflowSchema,
  type WorkflowSpec,
  WorkflowSpecSchema,
} from "@runledger/proto/flyteidl/admin";
import {
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
  type Identifier,
  ResourceType,
} from "@runledger/proto/flyteidl/core";
import { badInput } from "../../errors/bad-input.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { toTimestamp } from "../../schema/to-timestamp.ts";
import { keepDescription } from "./descriptions.ts";
import { generatedFor, generatedWorkflow } from "./generated-workflow.ts";
import { identifierOf, versionName } from "./kinds.ts";
import { register, registered } from "./register.ts";
import { findTask, templateOf } from "./tasks.ts";
import { compiled, tasksOf } from "./workflow-nodes.ts";

const { TASK, WORKFLOW } = ResourceType;

/**
 * Registers a version of a workflow. The tasks that it runs have to be there.
 *
 * @throws GatewayError BAD_INPUT that names what isn't registered; ConnectError where the version is there
 */
export async function createWorkflow(
  context: SurfaceContext,
  { id, spec }: WorkflowCreateRequest,
): Promise<void> {
  const named = present(id);
  const told = present(spec);
  if (told.template === undefined) throw badInput("spec.template", "spec.template is missing.");
  const template = { ...told.template, id: identifierOf(WORKFLOW, named) };
  const kept = create(WorkflowSpecSchema, { template, subWorkflows: told.subWorkflows });
  versionName(WORKFLOW, named);
  await compile(context, kept);
  await register(context.ledger, WORKFLOW, named, {
    title: named.name.split(".").at(-1) ?? "",
    body: toBinary(WorkflowSpecSchema, kept),
    isSame: (held) => equals(WorkflowSpecSchema, specOf(held), kept),
  });
  await keepDescription(context, identifierOf(WORKFLOW, named), told.description);
}

/**
 * Gets a version of a workflow, with all that it refers to. A task that is run by itself has one, of the task alone.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function getWorkflow(context: SurfaceContext, id: Identifier): Promise<Workflow> {
  const task = generatedFor(id);
  if (task !== undefined) {
    return generatedWorkflow(task, await findTask(context.ledger, task));
  }
  const entity = await registered(context.ledger, WORKFLOW, id);
  return show(entity, await compile(context, specOf(entity)));
}

/** Shows what is registered as a workflow, in short: a list leaves out what it refers to. */
export function toWorkflow(entity: Entity): Workflow {
  const { template } = specOf(entity);
  const closure = { ...(template && { primary: compiled(template) }) };
  return show(entity, create(CompiledWorkflowClosureSchema, closure));
}

/** Reads what a workflow was registered with. */
export function specOf(entity: Entity): WorkflowSpec {
  return fromBinary(WorkflowSpecSchema, entity.body);
}

function show(entity: Entity, compiledWorkflow: CompiledWorkflowClosure): Workflow {
  return create(WorkflowSchema, {
    id: identifierOf(WORKFLOW, entity),
    closure: { compiledWorkflow, createdAt: toTimestamp(entity.createdAt) },
  });
}

async function compile(
  context: SurfaceContext,
  { template, subWorkflows }: WorkflowSpec,
): Promise<CompiledWorkflowClosure> {
  const workflows = [...(template === undefined ? [] : [template]), ...subWorkflows];
  const tasks = await Promise.all(
    tasksOf(workflows).map(async (id) => {
      const entity = await context.ledger.getEntity(versionName(TASK, id));
      if (entity !== undefined) return { template: templateOf(entity) };
      const { project, domain, name, version } = id;
      throw badInput(
        "spec.template.nodes",
        `spec.template.nodes runs the task ${project}/${domain}/${name}, version ${version}, which isn't registered. Register it first.`,
      );
    }),
  );
  return create(CompiledWorkflowClosureSchema, {
    ...(template && { primary: compiled(template) }),
    subWorkflows: subWorkflows.map(compiled),
    tasks,
  });
}
