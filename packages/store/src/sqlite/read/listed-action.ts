import { actionShape } from "../../row-shapes.ts";
import type { ActionRow } from "../../rows.ts";
import { pickColumns } from "../../table/pick-columns.ts";
import { toSqlName } from "../sql-name.ts";

/**
 * Writes the columns of an action in a list: those that are asked for, and of all of them all but the record, which stands last
 * in its row and isn't even read.
 */
export function listedAction(names: readonly (keyof ActionRow)[] | undefined): string {
  return pickColumns(actionShape, names)
    .columns.map(({ name }) => (name === "record" ? "NULL" : toSqlName(name)))
    .join(", ");
}

/** All of them. */
export const LISTED_ACTION: string = listedAction(undefined);
