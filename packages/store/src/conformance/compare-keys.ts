/** A value that lists are sorted by. */
export type Key = string | number | null;

/**
 * Compares two values as a store does: null first, numbers by size, text byte by byte. Written apart from any store, to
 * check them against.
 */
function compareKeys(a: Key, b: Key): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === "number" && typeof b === "number") return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

/** Compares two lists of values, each in its own direction. */
export function compareBy(
  a: readonly Key[],
  b: readonly Key[],
  descending: readonly boolean[],
): number {
  for (const [i, key] of a.entries()) {
    const order = compareKeys(key, b[i] ?? null);
    if (order !== 0) return descending[i] === true ? -order : order;
  }
  return 0;
}
