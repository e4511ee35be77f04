import type { Statement } from "./statement.ts";

/** A piece of SQL, a question mark for each of its parameters, and what these stand for. */
export interface SqlPiece {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Joins pieces. */
export function joinSql(pieces: readonly SqlPiece[], separator: string): SqlPiece {
  return {
    sql: pieces.map(({ sql }) => sql).join(separator),
    values: pieces.flatMap(({ values }) => values),
  };
}

/** Makes a statement of a piece: its parameters are numbered. */
export function toStatement({ sql, values }: SqlPiece): Statement {
  let number = 0;
  return { text: sql.replaceAll("?", () => `$${++number}`), values };
}
