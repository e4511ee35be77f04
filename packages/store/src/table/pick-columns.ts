import type { CellSource } from "./cell-source.ts";
import { putColumns, type RowShape } from "./row-shape.ts";

const picked = new Map<string, RowShape<object>>();

/**
 * Picks columns of a shape: what isn't asked for is neither read nor carried. The order is the shape's own.
 *
 * @param names the columns; all of them where it is left out
 */
export function pickColumns<Row extends object, Name extends keyof Row & string>(
  all: RowShape<Row>,
  names: readonly Name[] | undefined,
): RowShape<Pick<Row, Name>> {
  if (names === undefined) return all as unknown as RowShape<Pick<Row, Name>>;
  const columns = all.columns.filter(({ name }) => (names as readonly string[]).includes(name));
  // Shapes differ in their columns, so these name what is picked, whatever of.
  const key = columns.map(({ kind, name }) => `${name} ${kind}`).join();
  const known = picked.get(key) as RowShape<Pick<Row, Name>> | undefined;
  if (known !== undefined) return known;
  const read = (cells: CellSource): Pick<Row, Name> => {
    const row: Record<string, unknown> = {};
    for (const { kind, name } of columns) row[name] = cells[kind]();
    return row as Pick<Row, Name>;
  };
  const shape: RowShape<Pick<Row, Name>> = { columns, read, put: putColumns(columns) };
  picked.set(key, shape as RowShape<object>);
  return shape;
}
