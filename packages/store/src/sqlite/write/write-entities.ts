import { entityKeyShape, entityShape, listedEntityShape } from "../../row-shapes.ts";
import type { EntityRow } from "../../rows.ts";
import { type Cell, packCells } from "../../table/pack-cells.ts";
import { readCells, type Rows } from "../../table/read-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { toSqlName, toSqlNames } from "../sql-name.ts";
import { insertSql } from "./insert-sql.ts";

const KEYS = entityKeyShape.columns.map(({ name }) => `${toSqlName(name)} = ?`).join(" AND ");
const ALL = toSqlNames(listedEntityShape.columns);

const INSERT = `${insertSql("entity", entityShape)} ON CONFLICT DO NOTHING`;
const REPLACE = `${insertSql("entity", entityShape)}
ON CONFLICT (${toSqlNames(entityKeyShape.columns)}) DO UPDATE SET
  title = excluded.title, state = excluded.state, created_by = excluded.created_by,
  created_at = excluded.created_at, updated_at = excluded.updated_at, body = excluded.body`;
const UPDATE = `UPDATE entity SET title = ?, state = ?, updated_at = ?, body = ? WHERE ${KEYS}`;
const SELECT = `SELECT ${ALL} FROM entity WHERE ${KEYS}`;

/** What came of registering: whether it is new, and the row that stands under the name. */
export interface PackedEntity {
  readonly created: boolean;
  readonly rows: Table;
}

/** Registers something, unless something stands under its name. */
export function createEntity(connection: Connection, entity: Table): PackedEntity {
  const [cells = []] = readCells(entityShape, entity);
  const { changes } = connection.prepare(INSERT).run(...cells);
  const rows = selectEntity(connection, cells.slice(0, entityKeyShape.columns.length));
  return { created: changes > 0, rows };
}

/** Registers all of it, in place of what stands under the same names. */
export function putEntities(connection: Connection, entities: Rows<Omit<EntityRow, "id">>): void {
  const replace = connection.prepare(REPLACE);
  for (const cells of readCells(entityShape, entities)) replace.run(...cells);
}

/** What is changed of what was registered: the cells that change, and those of its key. */
export interface EntityCells {
  readonly changed: readonly Cell[];
  readonly key: readonly Cell[];
}

/** Changes what was registered. Returns its row, or none. */
export function updateEntity(connection: Connection, { changed, key }: EntityCells): Table {
  connection.run(UPDATE, ...changed, ...key);
  return selectEntity(connection, key);
}

/** Selects what was registered under a name: one row, or none. */
export function selectEntity(connection: Connection, key: readonly Cell[]): Table {
  return packCells(listedEntityShape, connection.all(SELECT, ...key));
}
