import { create, equals, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Entity, Ledger } from "@runledger/ledger";
import { TaskTemplateSchema as KeptTemplateSchema } from "@runledger/proto";
import { DeployTaskRequestSchema } from "@runledger/proto/flyteidl2/task";
import { type Task, type TaskCreateRequest, TaskSchema } from "@runledger/proto/flyteidl/admin";
import {
  type Identifier,
  ResourceType,
  type TaskTemplate,
  TaskTemplateSchema,
} from "@runledger/proto/flyteidl/core";
import { badInput } from "../../errors/bad-input.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { toTimestamp } from "../../schema/to-timestamp.ts";
import { sameWire } from "../same-wire.ts";
import { keepDescription } from "./descriptions.ts";
import { identifierOf, notRegistered, versionName } from "./kinds.ts";
import { register } from "./register.ts";
import { findTaskOfRuns, type KnownTask } from "./run-tasks.ts";

const { TASK } = ResourceType;

/**
 * Registers a version of a task. It is kept as Flyte 2 keeps those that are deployed, and can be run from there too.
 *
 * @throws GatewayError BAD_INPUT; ConnectError where the version is there
 */
export async function createTask(
  context: SurfaceContext,
  { id, spec }: TaskCreateRequest,
): Promise<void> {
  const named = present(id);
  const { template, description } = present(spec);
  if (template === undefined) throw badInput("spec.template", "spec.template is missing.");
  const full = create(TaskTemplateSchema, { ...template, id: identifierOf(TASK, named) });
  const { project, domain, name, version, org } = named;
  const request = create(DeployTaskRequestSchema, {
    taskId: { project, domain, name, version, org },
    spec: {
      taskTemplate: sameWire(TaskTemplateSchema, KeptTemplateSchema, full),
      shortName: name.split(".").at(-1) ?? "",
    },
  });
  await register(context.ledger, TASK, named, {
    title: request.spec?.shortName ?? "",
    body: toBinary(DeployTaskRequestSchema, request),
    isSame: (held) => equals(TaskTemplateSchema, templateOf(held), full),
  });
  await keepDescription(context, identifierOf(TASK, named), description);
}

/**
 * Gets a version of a task: one that is registered, or one that runs from elsewhere are of.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function getTask({ ledger }: SurfaceContext, id: Identifier): Promise<Task> {
  return show(await findTask(ledger, id));
}

/**
 * Finds what is known of a version of a task.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function findTask(ledger: Ledger, id: Identifier): Promise<KnownTask> {
  const entity = await ledger.getEntity(versionName(TASK, id));
  if (entity !== undefined) return knownFrom(entity);
  const known = await findTaskOfRuns(ledger, id);
  if (known === undefined) throw notRegistered(TASK, id);
  return known;
}

/** Shows what is registered as Flyte 1's task. */
export function toTask(entity: Entity): Task {
  return show(knownFrom(entity));
}

function show({ template, createdAt }: KnownTask): Task {
  return create(TaskSchema, {
    ...(template.id && { id: template.id }),
    closure: { compiledTask: { template }, ...(createdAt && { createdAt }) },
  });
}

function knownFrom(entity: Entity): KnownTask {
  return { template: templateOf(entity), createdAt: toTimestamp(entity.createdAt) };
}

/** Says what a task is that is registered. */
export function templateOf(entity: Entity): TaskTemplate {
  const { spec } = fromBinary(DeployTaskRequestSchema, entity.body);
  const kept = spec?.taskTemplate ?? create(KeptTemplateSchema);
  const template = sameWire(KeptTemplateSchema, TaskTemplateSchema, kept);
  template.id = identifierOf(TASK, entity);
  return template;
}
