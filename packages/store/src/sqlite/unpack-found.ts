import { actionColumns } from "../row-columns.ts";
import type { StoredAction } from "../rows.ts";
import { unpackRows } from "../table/unpack-rows.ts";
import type { Found } from "./select-actions.ts";

/** Puts rows that were found where they were asked for: undefined where there is none. */
export function unpackFound({ rows, at }: Found): (StoredAction | undefined)[] {
  const found = unpackRows(actionColumns, rows) as StoredAction[];
  return at.map((i) => found[i]);
}
