import { create, equals, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Entity } from "@runledger/ledger";
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
import { identifierOf } from "./kinds.ts";
import { register, registered } from "./register.ts";

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
 * Gets a version of a task.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function getTask({ ledger }: SurfaceContext, id: Identifier): Promise<Task> {
  return toTask(await registered(ledger, TASK, id));
}

/** Shows what is registered as Flyte 1's task. */
export function toTask(entity: Entity): Task {
  return create(TaskSchema, {
    id: identifierOf(TASK, entity),
    closure: {
      compiledTask: { template: templateOf(entity) },
      createdAt: toTimestamp(entity.createdAt),
    },
  });
}

/** Says what a task is that is registered. */
export function templateOf(entity: Entity): TaskTemplate {
  const { spec } = fromBinary(DeployTaskRequestSchema, entity.body);
  const kept = spec?.taskTemplate ?? create(KeptTemplateSchema);
  const template = sameWire(KeptTemplateSchema, TaskTemplateSchema, kept);
  template.id = identifierOf(TASK, entity);
  return template;
}
