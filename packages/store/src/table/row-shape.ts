import type { CellKind, CellSource } from "./cell-source.ts";
import type { CellSink } from "./cell-sink.ts";

/** A column: the property that it holds, and how. */
export interface Column {
  readonly name: string;
  readonly kind: CellKind;
}

/** What has columns, whatever its rows are. */
export interface Columned {
  /** The columns, in their order. */
  readonly columns: readonly Column[];
}

/** How rows of one type are laid out in tables and statements. */
export interface RowShape<Row> extends Columned {
  /** Reads a row: one cell a column, in the order of the columns. */
  readonly read: (cells: CellSource) => Row;
  /** Puts a row into cells: one a column, in the order of the columns. Properties that have no column are left out. */
  readonly put: (row: Row, cells: CellSink) => void;
}

/**
 * Makes a shape of the function that reads a row. The function is an object literal whose properties take the next cell
 * each, so the shape is written once: its columns are found by running it on cells that note what they are asked for. An
 * object literal is also the fastest way to make rows, and the only one that gives them all one shape in the engine.
 *
 * @param put puts a row into cells, for rows of which so many are written that asking for properties by their columns' names
 * takes too long. Held against the columns here, so that it can't be another shape
 * @throws Error where a property takes no cell of its own or more than one, or `put` puts other cells than are read
 */
export function rowShape<Row extends object>(
  read: (cells: CellSource) => Row,
  put?: (row: Row, cells: CellSink) => void,
): RowShape<Row> {
  const kinds: CellKind[] = [];
  const names = Object.keys(read(noting(kinds)));
  if (names.length !== kinds.length) {
    throw new Error(
      `A row of ${names.length} properties takes ${kinds.length} cells: it takes one for each.`,
    );
  }
  const columns = kinds.map((kind, i) => ({ name: names[i] ?? "", kind }));
  if (put !== undefined) checkPut(columns, put);
  return { columns, read, put: put ?? putColumns(columns) };
}

/** Makes the function that puts rows of these columns into cells. */
export function putColumns(columns: readonly Column[]): RowShape<object>["put"] {
  return (row, cells) => {
    for (const { kind, name } of columns) {
      (cells[kind] as (value: unknown) => void)((row as Readonly<Record<string, unknown>>)[name]);
    }
  };
}

function checkPut(columns: readonly Column[], put: (row: never, cells: CellSink) => void): void {
  const expected: string[] = columns.map(({ kind, name }) => `${kind} ${name}`);
  const found: string[] = [];
  const note = (kind: CellKind) => (name: unknown) => void found.push(`${kind} ${String(name)}`);
  // Each property is its own name.
  const row = Object.fromEntries(columns.map(({ name }) => [name, name]));
  put(row as never, {
    integer: note("integer"),
    optionalInteger: note("optionalInteger"),
    boolean: note("boolean"),
    text: note("text"),
    json: note("json"),
    blob: note("blob"),
    optionalBlob: note("optionalBlob"),
  });
  if (found.join() === expected.join()) return;
  throw new Error(`A row is put as ${found.join()}, and read as ${expected.join()}.`);
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
