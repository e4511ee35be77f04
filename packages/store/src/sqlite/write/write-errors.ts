import { errorShape } from "../../row-shapes.ts";
import type { AttemptErrorRow } from "../../rows.ts";
import { readCells, type Rows } from "../../table/read-cells.ts";
import type { Connection } from "../connection.ts";
import { insertSql } from "./insert-sql.ts";

const UPSERT = `${insertSql("attempt_error", errorShape)}
ON CONFLICT (run_id, action_number, attempt) DO UPDATE SET
  kind = excluded.kind, code = excluded.code, message = excluded.message, at = excluded.at`;

/** Stores the errors that attempts ended with, or corrects them. */
export function writeErrors(connection: Connection, errors: Rows<AttemptErrorRow>): void {
  const upsert = connection.prepare(UPSERT);
  for (const cells of readCells(errorShape, errors)) upsert.run(...cells);
}
