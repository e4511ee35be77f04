import type { EntityName } from "@runledger/ledger";
import {
  type Identifier,
  IdentifierSchema,
  ResourceType,
  ResourceTypeSchema,
} from "@runledger/proto/flyteidl/core";
import type { NamedEntityIdentifier } from "@runledger/proto/flyteidl/admin";
import { create } from "@bufbuild/protobuf";
import { badInput } from "../../errors/bad-input.ts";
import { GatewayError } from "../../errors/gateway-error.ts";

const { TASK, WORKFLOW, LAUNCH_PLAN } = ResourceType;

/** What can be registered in versions. */
export type RegisteredType = (typeof ResourceType)["TASK" | "WORKFLOW" | "LAUNCH_PLAN"];

interface Kind {
  /** The kind of its versions among what is registered. */
  readonly versions: string;
  /** The kind of its name, which has a description and a state of its own. */
  readonly names: string;
  /** What people call it. */
  readonly title: string;
}

/** Tasks are those of Flyte 2: what was registered with the one is there for the other. */
export const kinds: Readonly<Record<RegisteredType, Kind>> = {
  [TASK]: { versions: "task", names: "task-name", title: "task" },
  [WORKFLOW]: { versions: "workflow", names: "workflow-name", title: "workflow" },
  [LAUNCH_PLAN]: {
    versions: "launch-plan",
    names: "launch-plan-name",
    title: "launch plan",
  },
};

/**
 * Tells which of what can be registered a type is.
 *
 * @throws GatewayError BAD_INPUT
 */
export function registeredType(type: ResourceType, field = "resource_type"): RegisteredType {
  if (type in kinds) return type as RegisteredType;
  const name = ResourceTypeSchema.value[type]?.name ?? String(type);
  throw badInput(field, `${field} is ${name}, and has to be TASK, WORKFLOW or LAUNCH_PLAN.`);
}

/**
 * Names a version among what is registered.
 *
 * @throws GatewayError BAD_INPUT that names the part that is missing
 */
export function versionName(type: RegisteredType, id: Identifier): EntityName {
  for (const part of ["project", "domain", "name", "version"] as const) {
    if (id[part] === "") throw badInput(`id.${part}`, `id.${part} is missing.`);
  }
  const { project, domain, name, version } = id;
  return { kind: kinds[type].versions, project, domain, name, version };
}

/** Names a name, whatever its version, among what is registered. */
export function nameName(type: RegisteredType, id: NamedEntityIdentifier): EntityName {
  for (const part of ["project", "domain", "name"] as const) {
    if (id[part] === "") throw badInput(`id.${part}`, `id.${part} is missing.`);
  }
  const { project, domain, name } = id;
  return { kind: kinds[type].names, project, domain, name, version: "" };
}

/** Names a version as clients do. */
export function identifierOf(
  resourceType: RegisteredType,
  { project, domain, name, version }: Omit<EntityName, "kind">,
): Identifier {
  return create(IdentifierSchema, { resourceType, project, domain, name, version });
}

/** Makes the error of a version that isn't registered. */
export function notRegistered(type: RegisteredType, id: Omit<EntityName, "kind">): GatewayError {
  const { project, domain, name, version } = id;
  const of = version === "" ? "" : `, version ${version},`;
  return new GatewayError(
    "NOT_FOUND",
    `The ${kinds[type].title} ${project}/${domain}/${name}${of} isn't registered here.`,
  );
}
