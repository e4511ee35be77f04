import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Entity, EntityName } from "@runledger/ledger";
import {
  type DescriptionEntity,
  type DescriptionEntityList,
  DescriptionEntityListSchema,
  type DescriptionEntityListRequest,
  DescriptionEntitySchema,
} from "@runledger/proto/flyteidl/admin";
import type { Identifier } from "@runledger/proto/flyteidl/core";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { entityColumns } from "../lists/entity-columns.ts";
import { parseFilters } from "../lists/parse-filters.ts";
import { readPage } from "../lists/read-page.ts";
import { toFilter, toSort } from "../lists/text-query.ts";
import { only } from "./list-versions.ts";
import { identifierOf, kinds, notRegistered, registeredType, versionName } from "./kinds.ts";

const columns = entityColumns(["description_entity", "task", "workflow", "launch_plan"], {});

const kindOf = (versions: string): string => `${versions}-description`;

function descriptionName(id: Identifier): EntityName {
  const name = versionName(registeredType(id.resourceType, "id.resource_type"), id);
  return { ...name, kind: kindOf(name.kind) };
}

/** Keeps what a version is described with, if it is. The first description stays. */
export async function keepDescription(
  { ledger }: SurfaceContext,
  id: Identifier,
  description: DescriptionEntity | undefined,
): Promise<void> {
  if (description === undefined) return;
  await ledger.createEntity({
    ...descriptionName(id),
    title: "",
    createdBy: "",
    body: toBinary(
      DescriptionEntitySchema,
      create(DescriptionEntitySchema, { ...description, id }),
    ),
  });
}

/**
 * Gets what a version is described with.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function getDescription(
  { ledger }: SurfaceContext,
  id: Identifier,
): Promise<DescriptionEntity> {
  const entity = await ledger.getEntity(descriptionName(id));
  if (entity === undefined) throw notRegistered(registeredType(id.resourceType), id);
  return toDescription(id, entity);
}

/** Lists what versions are described with. */
export async function listDescriptions(
  { ledger }: SurfaceContext,
  { resourceType, id, limit, token, filters, sortBy }: DescriptionEntityListRequest,
): Promise<DescriptionEntityList> {
  const type = registeredType(resourceType);
  const { project, domain, name } = present(id);
  const query = {
    kind: kindOf(kinds[type].versions),
    filter: [
      ...only("project", project),
      ...only("domain", domain),
      ...only("name", name),
      ...toFilter(parseFilters(filters), columns),
    ],
    sort: toSort(sortBy, columns, [{ column: "createdAt", descending: true }]),
  };
  const page = await readPage({ limit, token }, ledger.limits.pageSize, (part) =>
    ledger.listEntities({ ...query, ...part }),
  );
  return create(DescriptionEntityListSchema, {
    descriptionEntities: page.items.map((each) => toDescription(identifierOf(type, each), each)),
    token: page.token,
  });
}

function toDescription(id: Identifier, { body }: Entity): DescriptionEntity {
  return create(DescriptionEntitySchema, { ...fromBinary(DescriptionEntitySchema, body), id });
}
