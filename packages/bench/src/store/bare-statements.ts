/** The columns of a table, as the store's schema has them, and the properties of a row that go into them. */
export type BareColumns<Row> = readonly (readonly [column: string, property: keyof Row])[];

const quote = (name: string): string => `"${name}"`;

/** Names columns as the schema does: `createdAt` is `created_at`. */
export function columnsOf<Row>(...properties: (keyof Row & string)[]): BareColumns<Row> {
  return properties.map((property) => [
    property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    property,
  ]);
}

/** Writes an INSERT with a parameter for each column. */
export function insertSql(table: string, columns: BareColumns<never>): string {
  const names = columns.map(([name]) => quote(name)).join(", ");
  return `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => "?").join(", ")})`;
}

/** Writes an UPDATE with the same parameters, of all columns but those that name the row. */
export function updateSql(
  table: string,
  columns: BareColumns<never>,
  key: readonly string[],
  fixed: readonly string[],
): string {
  const set = columns.flatMap(([name], i) =>
    fixed.includes(name) ? [] : [`${quote(name)} = ?${i + 1}`],
  );
  const where = key.map(
    (name) => `${quote(name)} = ?${columns.findIndex(([column]) => column === name) + 1}`,
  );
  return `UPDATE ${table} SET ${set.join(", ")} WHERE ${where.join(" AND ")}`;
}
