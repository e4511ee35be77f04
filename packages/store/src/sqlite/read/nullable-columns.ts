import type { Columned } from "../../table/row-shape.ts";

/** Lists the columns that may be null. */
export function nullableColumns({ columns }: Columned): ReadonlySet<string> {
  return new Set(columns.filter(({ kind }) => kind.startsWith("optional")).map(({ name }) => name));
}
