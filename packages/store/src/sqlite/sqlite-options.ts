import type { GuardRows } from "./schema/guard-rows.ts";
import type { Place } from "./to-store-error.ts";

/** The path of a database that is kept in memory only. No file can have it, since paths of files are absolute. */
export const MEMORY = ":memory:";

/** What the connections are opened with. Plain data, so that it can be handed to a thread. */
export interface SqliteOptions {
  /** The absolute path of the file, or {@link MEMORY}. */
  readonly path: string;
  readonly place: Place;
  /** How long to wait for a lock that a program beside this one holds, in milliseconds. */
  readonly busyTimeout: number;
  /** How much of the database a connection may keep in memory, in bytes. */
  readonly cacheBytes: number;
  readonly guard: GuardRows;
}
