import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Entity } from "@runledger/ledger";
import {
  type NamedEntity,
  type NamedEntityGetRequest,
  type NamedEntityIdentifier,
  NamedEntityIdentifierSchema,
  type NamedEntityList,
  NamedEntityListSchema,
  type NamedEntityListRequest,
  NamedEntityMetadataSchema,
  NamedEntitySchema,
  type NamedEntityState,
  type NamedEntityUpdateRequest,
} from "@runledger/proto/flyteidl/admin";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { listNames } from "./list-versions.ts";
import { nameName, notRegistered, type RegisteredType, registeredType } from "./kinds.ts";

/**
 * Gets what is known of a name.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function getNamedEntity(
  { ledger }: SurfaceContext,
  { resourceType, id }: NamedEntityGetRequest,
): Promise<NamedEntity> {
  const type = registeredType(resourceType);
  const name = nameName(type, present(id));
  const entity = await ledger.getEntity(name);
  if (entity === undefined) throw notRegistered(type, name);
  return toNamedEntity(type, entity);
}

/**
 * Describes a name, or takes it out of use.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function updateNamedEntity(
  { ledger }: SurfaceContext,
  { resourceType, id, metadata }: NamedEntityUpdateRequest,
): Promise<void> {
  const type = registeredType(resourceType);
  const name = nameName(type, present(id));
  const told = present(metadata);
  const body = toBinary(NamedEntityMetadataSchema, told);
  const changed = await ledger.updateEntity({ ...name, title: "", state: told.state, body });
  if (changed === undefined) throw notRegistered(type, name);
}

/** Lists names with what is known of them. */
export async function listNamedEntities(
  context: SurfaceContext,
  request: NamedEntityListRequest,
): Promise<NamedEntityList> {
  const type = registeredType(request.resourceType);
  const { items, token } = await listNames(context, type, request);
  return create(NamedEntityListSchema, {
    entities: items.map((each) => toNamedEntity(type, each)),
    token,
  });
}

/** Names what is registered, whatever its version, as clients do. */
export function toNamedId({ project, domain, name }: Entity): NamedEntityIdentifier {
  return create(NamedEntityIdentifierSchema, { project, domain, name });
}

function toNamedEntity(resourceType: RegisteredType, entity: Entity): NamedEntity {
  const { description } = fromBinary(NamedEntityMetadataSchema, entity.body);
  return create(NamedEntitySchema, {
    resourceType,
    id: toNamedId(entity),
    metadata: { description, state: entity.state as NamedEntityState },
  });
}
