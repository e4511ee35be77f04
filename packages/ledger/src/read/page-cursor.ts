import type { After, Sort } from "@runledger/store";
import { LedgerError } from "../ledger-error.ts";

/** The order of a list, as a cursor holds it: a cursor of one order means nothing in another. */
function orderOf(sort: Sort<string>): string {
  return sort.map(({ column, descending }) => `${descending ? "-" : "+"}${column}`).join("");
}

/** Makes the cursor behind a row: its sort keys and its number. Opaque to those who get it. */
export function toCursor<Column extends string>(
  sort: Sort<Column>,
  row: Readonly<Record<Column, string | number | null>>,
  id: number,
): string {
  const keys = sort.map(({ column }) => row[column]);
  return Buffer.from(JSON.stringify([orderOf(sort), keys, id])).toString("base64url");
}

/**
 * Reads a cursor.
 *
 * @throws LedgerError of kind `invalid` if it is none of this list in this order
 */
export function fromCursor(sort: Sort<string>, cursor: string): After {
  const [order, keys, id] = parse(cursor);
  const isSound =
    order === orderOf(sort) &&
    Array.isArray(keys) &&
    keys.length === sort.length &&
    keys.every((key) => key === null || typeof key === "string" || typeof key === "number") &&
    Number.isSafeInteger(id);
  if (isSound) return { keys: keys as After["keys"], id: id as number };
  const message = `is no cursor of this list in this order. Take one from a page of it, or none.`;
  throw new LedgerError("invalid", `after ${message}`, {
    violations: [{ field: "after", message }],
  });
}

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
