import type { GuardRows } from "./schema/guard-rows.ts";
import type { Place } from "./to-store-error.ts";

/** Where the database is. */
export type Location =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "memory" };

/** What the connections are opened with. Plain data, so that it can be handed to a thread. */
export interface SqliteOptions {
  readonly location: Location;
  readonly place: Place;
  /** How long to wait for a lock that a program beside this one holds, in milliseconds. */
  readonly busyTimeout: number;
  /** How much of the database a connection may keep in memory, in bytes. */
  readonly cacheBytes: number;
  readonly guard: GuardRows;
}
