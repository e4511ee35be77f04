import type { EntityColumn, Sort, Store } from "@runledger/store";
import type { Clock } from "../clock.ts";
import type {
  CreateEntityResult,
  Entity,
  LedgerEntities,
  ListEntitiesQuery,
  NewEntity,
} from "../entity.ts";
import type { LedgerLimits } from "../limits.ts";
import type { Page } from "../page.ts";
import { fromCursor, toCursor } from "../read/page-cursor.ts";
import { pageSize } from "../read/page-size.ts";
import { toPage } from "../read/to-page.ts";
import { toLedgerError } from "../to-ledger-error.ts";
import { sameBytes } from "../write/same-bytes.ts";
import { checkEntity } from "./check-entity.ts";

const newestFirst: Sort<EntityColumn> = [{ column: "createdAt", descending: true }];

/**
 * Opens what is registered in a ledger.
 *
 * @param checkOpen throws once the ledger is closed
 */
export function openEntities(
  store: Store,
  clock: Clock,
  limits: LedgerLimits,
  checkOpen: () => void,
): LedgerEntities {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      checkOpen();
      return await work();
    } catch (failure) {
      throw toLedgerError(failure);
    }
  };
  return {
    createEntity: (entity) => guarded(() => createEntity(store, clock, limits, entity)),
    updateEntity: (update) =>
      guarded(async () => {
        checkEntity(update, limits);
        return store.updateEntity({ ...update, updatedAt: clock.now() });
      }),
    getEntity: (name) => guarded(() => store.getEntity(name)),
    listEntities: (query) => guarded(() => listEntities(store, limits, query)),
  };
}

async function createEntity(
  store: Store,
  clock: Clock,
  limits: LedgerLimits,
  entity: NewEntity,
): Promise<CreateEntityResult> {
  checkEntity(entity, limits);
  const now = clock.now();
  const row = { ...entity, state: 0, createdAt: now, updatedAt: now };
  const { created, entity: held } = await store.createEntity(row);
  if (created) return { kind: "created", entity: held };
  return { kind: sameBytes(held.body, entity.body) ? "known" : "taken", entity: held };
}

async function listEntities(
  store: Store,
  limits: LedgerLimits,
  query: ListEntitiesQuery,
): Promise<Page<Entity>> {
  const { after, filter = [], kind, sort = newestFirst } = query;
  const size = pageSize(query.limit, limits);
  const rows = await store.listEntities({
    kind,
    filter,
    sort,
    limit: size + 1,
    ...(after !== undefined && { after: fromCursor(sort, after) }),
  });
  return toPage(
    rows,
    size,
    (row) => row,
    (row) => toCursor(sort, row, row.id),
  );
}
