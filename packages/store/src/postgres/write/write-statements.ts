import {
  actionShape,
  entityKeyShape,
  entityShape,
  errorShape,
  eventShape,
  quarantineShape,
  runShape,
} from "../../row-shapes.ts";
import { toSqlName, toSqlNames } from "../../sqlite/sql-name.ts";
import type { Changes } from "../../store.ts";
import type { Column, Columned } from "../../table/row-shape.ts";
import { columnArrays, unnestSql } from "../column-arrays.ts";
import { prepare, type Statement } from "../statement.ts";
import { workStatements } from "./work.ts";

// A statement for each table, however many rows.

/** Lists the columns as they are read from the arrays: what are 0 and 1 there are false and true here. */
const read = (columns: readonly Column[], prefix = ""): string =>
  columns
    .map(
      ({ kind, name }) => prefix + toSqlName(name) + (kind === "boolean" ? "::int::boolean" : ""),
    )
    .join(", ");

const insert = (table: string, shape: Columned): string => `
INSERT INTO runledger.${table} (${toSqlNames(shape.columns)})
SELECT ${read(shape.columns)} FROM ${unnestSql(shape)} AS row (${toSqlNames(shape.columns)})`;

const assign = (columns: readonly Column[], key: readonly string[], from: string): string =>
  columns
    .filter(({ name }) => !key.includes(name))
    .map((column) => `${toSqlName(column.name)} = ${read([column], from)}`)
    .join(", ");

const upsertActions = prepare(`${insert("action", actionShape)}
ON CONFLICT (run_id, number) DO UPDATE SET ${assign(actionShape.columns, ["runId", "number"], "excluded.")}`);

const upsertErrors = prepare(`${insert("attempt_error", errorShape)}
ON CONFLICT (run_id, action_number, attempt)
DO UPDATE SET kind = excluded.kind, code = excluded.code, message = excluded.message, at = excluded.at`);

const insertEvents = prepare(insert("event", eventShape));

const insertRefusals = prepare(`${insert("quarantine", quarantineShape)} RETURNING id`);

// Every change puts the run at the head of the feed: see feed.ts.
const updateRuns = prepare(`
UPDATE runledger.run SET ${assign(runShape.columns, ["id", "project", "domain", "name"], "row.")},
  feed = pg_current_xact_id()
FROM ${unnestSql(runShape)} AS row (${toSqlNames(runShape.columns)})
WHERE run.id = row.id`);

const entityKey = entityKeyShape.columns.map(({ name }) => name);
const upsertEntities = prepare(`${insert("entity", entityShape)}
ON CONFLICT (${toSqlNames(entityKeyShape.columns)}) DO UPDATE SET ${assign(entityShape.columns, entityKey, "excluded.")}`);

/** Makes the statements that write changes, in the order in which they are to be run. */
export function writeStatements(changes: Changes): Statement[] {
  const { actions, entities = [], errors, events, runs } = changes;
  const statements: Statement[] = [];
  // Actions first: the guard has a run follow its root.
  if (actions.length > 0) statements.push(upsertActions(...columnArrays(actionShape, actions)));
  if (errors.length > 0) statements.push(upsertErrors(...columnArrays(errorShape, errors)));
  if (events.length > 0) statements.push(insertEvents(...columnArrays(eventShape, events)));
  if (runs.length > 0) {
    statements.push({ ...updateRuns(...columnArrays(runShape, runs)), rows: runs.length });
  }
  statements.push(...workStatements(changes));
  if (entities.length > 0) statements.push(upsertEntities(...columnArrays(entityShape, entities)));
  return statements;
}

/** Makes the statement that stores refused reports and gives their numbers, in order. */
export function quarantineStatement(refusals: Changes["quarantine"]): Statement {
  return insertRefusals(...columnArrays(quarantineShape, refusals));
}
