/** How a value of a row is kept in a cell. */
export type ColumnKind =
  | "integer"
  | "optional integer"
  | "boolean"
  | "text"
  | "json"
  | "blob"
  | "optional blob";

/** Whether two types are the same one. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type KindOf<Value> =
  Same<Value, boolean> extends true
    ? "boolean"
    : Same<Value, number> extends true
      ? "integer"
      : Same<Value, number | null> extends true
        ? "optional integer"
        : Same<Value, string> extends true
          ? "text"
          : [Value] extends [Uint8Array]
            ? "blob"
            : Same<Value, Uint8Array | null> extends true
              ? "optional blob"
              : "json";

/**
 * The columns of a row type, in the order in which they stand in a table. The kind of each follows from the type of the
 * property, so a property that is added to a row type breaks the build until its column is listed.
 */
export type Columns<Row> = { readonly [Name in keyof Row]-?: KindOf<Row[Name]> };

/** The columns of a table of which nothing more is known. */
export type AnyColumns = Readonly<Record<string, ColumnKind>>;

/** Lists the kinds of columns, in their order. */
export function kindsOf(columns: AnyColumns): readonly ColumnKind[] {
  return Object.values(columns);
}
