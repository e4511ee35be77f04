/**
 * Rows on their way between threads: all cells of one sort in one array, row after row. Four arrays cross a thread
 * boundary many times faster than thousands of objects do, and three of them are handed over without being copied.
 */
export interface Table {
  /** How many rows there are. */
  readonly length: number;
  /** Integers and booleans. NaN stands for null. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Texts, and JSON as text. */
  readonly texts: readonly string[];
  /** The bytes of all blobs, one after the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How long each blob is, in bytes. `NULL_BLOB` stands for null. */
  readonly lengths: Uint32Array<ArrayBuffer>;
}

/** Stands for a blob that is null. No blob is that long: SQLite's limit is 2^31 - 1 bytes, PostgreSQL's 2^30. */
export const NULL_BLOB = 0xffff_ffff;

/** Tells whether a value is a table: what travels between threads has no class. */
export function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && "lengths" in value && "numbers" in value;
}

/** An empty view with an address: Node 22 binds one without as NULL. */
export const EMPTY: Uint8Array = new Uint8Array(1).subarray(0, 0);
