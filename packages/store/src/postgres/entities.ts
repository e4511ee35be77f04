import type { EntityQuery } from "../queries.ts";
import { entityKeyShape, entityShape, listedEntityShape } from "../row-shapes.ts";
import type { EntityRow } from "../rows.ts";
import { nullableColumns } from "../sqlite/read/nullable-columns.ts";
import { toSqlNames } from "../sqlite/sql-name.ts";
import { StoreError } from "../store-error.ts";
import type { EntityChange, EntityKey } from "../store.ts";
import type { Ask } from "./lookups.ts";
import { filterSql } from "./read/filter-sql.ts";
import { pageSql } from "./read/page-sql.ts";
import { readRows } from "./read-rows.ts";
import { joinSql, toStatement } from "./sql-piece.ts";
import { prepare } from "./statement.ts";
import { toText } from "./to-text.ts";

const nullable = nullableColumns(listedEntityShape);
const ALL = toSqlNames(listedEntityShape.columns);
const KEYS = entityKeyShape.columns.map(({ name }, i) => `${name} = $${i + 1}`).join(" AND ");

const insert = prepare(`INSERT INTO runledger.entity (${toSqlNames(entityShape.columns)})
VALUES (${entityShape.columns.map((_, i) => `$${i + 1}`).join(", ")}) ON CONFLICT DO NOTHING RETURNING ${ALL}`);
const update =
  prepare(`UPDATE runledger.entity SET title = $6, state = $7, updated_at = $8, body = $9
WHERE ${KEYS} RETURNING ${ALL}`);
const select = prepare(`SELECT ${ALL} FROM runledger.entity WHERE ${KEYS}`);

/** Registers something, unless something stands under its name. */
export async function createEntity(
  ask: Ask,
  entity: Omit<EntityRow, "id">,
): Promise<{ created: boolean; entity: EntityRow }> {
  const { title, state, createdBy, createdAt, updatedAt, body } = entity;
  const more = [toText(title), state, toText(createdBy), createdAt, updatedAt, Buffer.from(body)];
  const [added] = readRows(listedEntityShape, await ask(insert(...keyValues(entity), ...more)));
  if (added !== undefined) return { created: true, entity: added };
  const known = await getEntity(ask, entity);
  if (known === undefined) throw new StoreError("internal", "What was registered isn't there.");
  return { created: false, entity: known };
}

/** Changes what was registered. */
export async function updateEntity(ask: Ask, change: EntityChange): Promise<EntityRow | undefined> {
  const { title, state, updatedAt, body } = change;
  const more = [toText(title), state, updatedAt, Buffer.from(body)];
  return readRows(listedEntityShape, await ask(update(...keyValues(change), ...more)))[0];
}

/** Gets what was registered. */
export async function getEntity(ask: Ask, key: EntityKey): Promise<EntityRow | undefined> {
  return readRows(listedEntityShape, await ask(select(...keyValues(key))))[0];
}

/** Lists what was registered, a page at a time. */
export async function listEntities(ask: Ask, query: EntityQuery): Promise<EntityRow[]> {
  const { order, begin } = pageSql(query.sort, query.after, "id", nullable);
  const kind = { sql: "kind = ?", values: [toText(query.kind)] };
  const { sql, values } = joinSql(
    [kind, ...filterSql(listedEntityShape, query.filter), ...begin],
    " AND ",
  );
  const statement = toStatement({
    sql: `SELECT ${ALL} FROM runledger.entity WHERE ${sql} ORDER BY ${order} LIMIT ?`,
    values: [...values, query.limit],
  });
  return readRows(listedEntityShape, await ask(statement));
}

function keyValues({ kind, project, domain, name, version }: EntityKey): string[] {
  return [kind, project, domain, name, version].map(toText);
}
