import type { CellKind, CellSource } from "./cell-source.ts";

/** A column: the property that it holds, and how. */
export interface Column {
  readonly name: string;
  readonly kind: CellKind;
}

/** How rows of one type are laid out in tables and statements. */
export interface RowShape<Row> {
  /** The columns, in their order. */
  readonly columns: readonly Column[];
  /** Reads a row: one cell a column, in the order of the columns. */
  readonly read: (cells: CellSource) => Row;
}

/**
 * Makes a shape of the function that reads a row. The function is an object literal whose properties take the next cell
 * each, so the shape is written once: its columns are found by running it on cells that note what they are asked for. An
 * object literal is also the fastest way to make rows, and the only one that gives them all one shape in the engine.
 *
 * @throws Error where a property takes no cell of its own or more than one
 */
export function rowShape<Row extends object>(read: (cells: CellSource) => Row): RowShape<Row> {
  const kinds: CellKind[] = [];
  const names = Object.keys(read(noting(kinds)));
  if (names.length !== kinds.length) {
    throw new Error(
      `A row of ${names.length} properties takes ${kinds.length} cells: it takes one for each.`,
    );
  }
  return { columns: kinds.map((kind, i) => ({ name: names[i] ?? "", kind })), read };
}

function noting(kinds: CellKind[]): CellSource {
  const note = <T>(kind: CellKind, value: T): T => {
    kinds.push(kind);
    return value;
  };
  return {
    integer: () => note("integer", 0),
    optionalInteger: () => note("optionalInteger", null),
    boolean: () => note("boolean", false),
    text: () => note("text", ""),
    json: () => note("json", undefined),
    blob: () => note("blob", new Uint8Array()),
    optionalBlob: () => note("optionalBlob", null),
  };
}
