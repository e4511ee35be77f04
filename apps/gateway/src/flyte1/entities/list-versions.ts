import type { Entity } from "@runledger/ledger";
import type {
  NamedEntityIdentifierListRequest,
  Sort as Order,
} from "@runledger/proto/flyteidl/admin";
import type { EntityColumn, Filter, Sort } from "@runledger/store";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { entityColumns } from "../lists/entity-columns.ts";
import { parseFilters, type TextCondition } from "../lists/parse-filters.ts";
import { type PageRequest, readPage, type TokenPage } from "../lists/read-page.ts";
import { readShown } from "../lists/read-shown.ts";
import { toFilter, toSort } from "../lists/text-query.ts";
import { kinds, type RegisteredType } from "./kinds.ts";

const newestFirst: Sort<EntityColumn> = [{ column: "createdAt", descending: true }];
const byName: Sort<EntityColumn> = [{ column: "name", descending: false }];
const prefixes = ["task", "workflow", "launch_plan", "entity", "named_entity_metadata"];
const versionColumns = entityColumns(prefixes, { INACTIVE: 0, ACTIVE: 1 });
/** The columns of names: their states are others than those of versions. */
const nameColumns = entityColumns(prefixes, {
  NAMED_ENTITY_ACTIVE: 0,
  NAMED_ENTITY_ARCHIVED: 1,
  SYSTEM_GENERATED: 2,
});

/** What has to hold of a column beside what a client asks for. */
export function only(column: EntityColumn, value: string | number): Filter<EntityColumn> {
  return value === "" ? [] : [{ column, condition: { kind: "in", values: [value] } }];
}

/** Which versions are asked for. */
export interface VersionsRequest extends PageRequest {
  readonly project: string;
  readonly domain: string;
  /** Empty: those of all names. */
  readonly name?: string;
  readonly filters?: string;
  readonly sortBy?: Order | undefined;
}

/** Conditions on what is no column, apart from the others. */
interface Derived {
  readonly others: readonly TextCondition[];
  readonly isShown: (entity: Entity) => boolean;
}

const notDerived = (others: readonly TextCondition[]): Derived => ({ others, isShown: () => true });

/**
 * Lists versions of one name, or of all of a project and domain. The newest first, where nobody says otherwise.
 *
 * @param more what has to hold beside what the client asks for
 * @param derive takes out the conditions on what is no column
 */
export function listVersions(
  { ledger }: SurfaceContext,
  type: RegisteredType,
  { project, domain, name = "", limit, token, filters = "", sortBy }: VersionsRequest,
  more: Filter<EntityColumn> = [],
  derive: (conditions: readonly TextCondition[]) => Derived = notDerived,
): Promise<TokenPage<Entity>> {
  const { others, isShown } = derive(parseFilters(filters));
  const filter = [
    ...only("project", project),
    ...only("domain", domain),
    ...only("name", name),
    ...toFilter(others, versionColumns),
    ...more,
  ];
  const sort = toSort(sortBy, versionColumns, newestFirst);
  return readShown(
    { limit, token },
    ledger.limits.pageSize,
    (page) => ledger.listEntities({ kind: kinds[type].versions, filter, sort, ...page }),
    async (items) => items.map((each) => (isShown(each) ? each : undefined)),
  );
}

/** Lists the names of what is registered in a project and domain. By name, where nobody says otherwise. */
export function listNames(
  { ledger }: SurfaceContext,
  type: RegisteredType,
  request: Omit<NamedEntityIdentifierListRequest, "$typeName" | "org">,
): Promise<TokenPage<Entity>> {
  const { project, domain, limit, token, filters, sortBy } = request;
  const filter = [
    ...only("project", project),
    ...only("domain", domain),
    ...toFilter(parseFilters(filters), nameColumns),
  ];
  const sort = toSort(sortBy, nameColumns, byName);
  return readPage({ limit, token }, ledger.limits.pageSize, (page) =>
    ledger.listEntities({ kind: kinds[type].names, filter, sort, ...page }),
  );
}
