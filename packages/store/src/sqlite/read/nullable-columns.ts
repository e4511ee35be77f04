import type { AnyColumns } from "../../table/columns.ts";

/** Lists the columns that may be null. */
export function nullableColumns(columns: AnyColumns): ReadonlySet<string> {
  return new Set(
    Object.entries(columns)
      .filter(([, kind]) => kind.startsWith("optional"))
      .map(([name]) => name),
  );
}
