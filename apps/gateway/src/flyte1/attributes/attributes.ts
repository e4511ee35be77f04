import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Entity, EntityName } from "@runledger/ledger";
import {
  type ListMatchableAttributesRequest,
  type ListMatchableAttributesResponse,
  ListMatchableAttributesResponseSchema,
  MatchableResource,
  MatchableResourceSchema,
  type MatchingAttributes,
  MatchingAttributesSchema,
} from "@runledger/proto/flyteidl/admin";
import { badInput } from "../../errors/bad-input.ts";
import { GatewayError } from "../../errors/gateway-error.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";

/** What an attribute is set for: a project, and a domain of it, and a workflow of that. */
export interface Scope {
  readonly project: string;
  readonly domain?: string;
  readonly workflow?: string;
}

type Target = NonNullable<MatchingAttributes["target"]["case"]>;

/** Which sort of attribute each one is. A new one breaks the build until it has its sort here. */
const resources: Readonly<Record<Target, MatchableResource>> = {
  taskResourceAttributes: MatchableResource.TASK_RESOURCE,
  clusterResourceAttributes: MatchableResource.CLUSTER_RESOURCE,
  executionQueueAttributes: MatchableResource.EXECUTION_QUEUE,
  executionClusterLabel: MatchableResource.EXECUTION_CLUSTER_LABEL,
  qualityOfService: MatchableResource.QUALITY_OF_SERVICE_SPECIFICATION,
  pluginOverrides: MatchableResource.PLUGIN_OVERRIDE,
  workflowExecutionConfig: MatchableResource.WORKFLOW_EXECUTION_CONFIG,
  clusterAssignment: MatchableResource.CLUSTER_ASSIGNMENT,
};

/** Sets an attribute, in place of the one that was set. */
export async function setAttributes(
  { ledger }: SurfaceContext,
  scope: Scope,
  attributes: MatchingAttributes | undefined,
): Promise<void> {
  const target = attributes?.target.case;
  if (attributes === undefined || target === undefined) {
    throw badInput(
      "attributes.matching_attributes",
      "attributes.matching_attributes is missing. Set one of them.",
    );
  }
  const name = nameOf(scope, resources[target]);
  const body = toBinary(MatchingAttributesSchema, attributes);
  const { kind } = await ledger.createEntity({ ...name, title: "", createdBy: "", body });
  if (kind === "taken") await ledger.updateEntity({ ...name, title: "", state: 0, body });
}

/**
 * Gets an attribute. What isn't set for a workflow is looked for at its project and domain, and what isn't there at its
 * project; an attribute of none of them is the platform's default, which says nothing.
 *
 * @throws GatewayError NOT_FOUND for a workflow's, as Flyte 1 has it: only a project's have defaults
 */
export async function getAttributes(
  context: SurfaceContext,
  scope: Scope,
  resource: MatchableResource,
): Promise<MatchingAttributes> {
  const found = await findAttributes(context, scope, resource);
  if (found !== undefined) return found;
  if (resource === MatchableResource.WORKFLOW_EXECUTION_CONFIG && scope.workflow === undefined) {
    const target = { case: "workflowExecutionConfig", value: {} } as const;
    return create(MatchingAttributesSchema, { target });
  }
  const { project, domain = "", workflow = "" } = scope;
  throw new GatewayError(
    "NOT_FOUND",
    `No ${MatchableResourceSchema.value[resource]?.name} is set for ${[project, domain, workflow].filter(Boolean).join("/")}.`,
  );
}

/** Finds the attribute that holds for something: the narrowest that is set. */
export async function findAttributes(
  { ledger }: SurfaceContext,
  scope: Scope,
  resource: MatchableResource,
): Promise<MatchingAttributes | undefined> {
  for (const each of [scope, { ...scope, workflow: "" }, { project: scope.project }]) {
    const entity = await ledger.getEntity(nameOf(each, resource));
    if (entity !== undefined && entity.body.length > 0) return attributesOf(entity);
  }
  return undefined;
}

/** Removes an attribute. One that isn't set stays so. */
export async function removeAttributes(
  { ledger }: SurfaceContext,
  scope: Scope,
  resource: MatchableResource,
): Promise<void> {
  // What is registered is never taken away: nothing stands for nothing.
  await ledger.updateEntity({
    ...nameOf(scope, resource),
    title: "",
    state: 0,
    body: new Uint8Array(),
  });
}

/** Lists all attributes of a sort. */
export async function listAttributes(
  { ledger }: SurfaceContext,
  { resourceType }: ListMatchableAttributesRequest,
): Promise<ListMatchableAttributesResponse> {
  const configurations: object[] = [];
  let after: string | undefined;
  do {
    const page = await ledger.listEntities({
      kind: kindOf(resourceType),
      ...(after !== undefined && { after }),
    });
    for (const entity of page.items.filter(({ body }) => body.length > 0)) {
      const { project, domain, version } = entity;
      configurations.push({ project, domain, workflow: version, attributes: attributesOf(entity) });
    }
    after = page.hasMore ? page.cursors.at(-1) : undefined;
  } while (after !== undefined);
  return create(ListMatchableAttributesResponseSchema, { configurations });
}

function attributesOf({ body }: Entity): MatchingAttributes {
  return fromBinary(MatchingAttributesSchema, body);
}

function kindOf(resource: MatchableResource): string {
  const name = MatchableResourceSchema.value[resource]?.name;
  if (name !== undefined) return `attributes-${name.toLowerCase().replaceAll("_", "-")}`;
  const known = MatchableResourceSchema.values.map((value) => value.name).join(", ");
  throw badInput("resource_type", `resource_type is ${resource}, and there is ${known}.`);
}

/** Names an attribute among what is registered. The workflow stands where others have a version. */
function nameOf(
  { project, domain = "", workflow = "" }: Scope,
  resource: MatchableResource,
): EntityName {
  if (project === "") throw badInput("project", "project is missing.");
  return { kind: kindOf(resource), project, domain, name: "attributes", version: workflow };
}
