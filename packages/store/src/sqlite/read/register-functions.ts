import type { Connection } from "../connection.ts";

/** Lower case as Unicode has it: SQLite's own `lower` knows the letters of ASCII only. */
export const LOWER = "unicode_lower";

/** Adds the functions that queries use and SQLite lacks. The schema uses none, so that any program can read the file. */
export function registerFunctions({ db }: Connection): void {
  db.function(LOWER, { deterministic: true }, (text) => String(text).toLowerCase());
}
