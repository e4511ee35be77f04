import type { Column } from "../table/row-shape.ts";

/** Writes a property's name as a column's: `createdAt` as `"created_at"`, quoted, since `group` is a keyword. */
export function toSqlName(property: string): string {
  return `"${property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`;
}

/** Lists columns for a SELECT or an INSERT, in their order. */
export function toSqlNames(columns: readonly Column[], prefix = ""): string {
  return columns.map(({ name }) => prefix + toSqlName(name)).join(", ");
}
