import { actionPhaseGuard } from "@runledger/proto/core/v1";
import { parseDatabaseUrl } from "./database-url.ts";
import { openSqlite } from "./sqlite/open-sqlite.ts";
import { MEMORY } from "./sqlite/sqlite-options.ts";
import { StoreError } from "./store-error.ts";
import type { Store } from "./store.ts";

/** How a store is opened. */
export interface StoreOptions {
  /** What the address is called where it was given, for messages: "--database". Default: "The database's address". */
  readonly setting?: string;
  /** How large the database may become, in bytes, from 1 MiB. Default: as large as its disk. */
  readonly maxBytes?: number;
  /** How long to wait for a lock that a program beside this one holds, in milliseconds. Default: 5000. */
  readonly busyTimeout?: number;
  /** How much of the database each of the two connections may keep in memory, in bytes. Default: 32 MiB. */
  readonly cacheBytes?: number;
  /**
   * Where the database's work is done. `workers`: in two threads, one that writes and one that reads, so that it holds up
   * nothing else. `here`: in the calling thread, which stands still meanwhile. Default: `workers`; a database in memory is
   * always `here`.
   */
  readonly threads?: "workers" | "here";
}

/**
 * Opens a store, makes it where there is none yet, and brings its schema up to date.
 *
 * @param url a path, a `file:` URL, or `memory:` for one that isn't kept
 * @throws StoreError of kind `setting`, `busy`, `full`, `readonly`, `damaged`, `foreign`, `newer` or `unavailable`
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const { setting = "The database's address", threads = "workers", maxBytes } = options;
  const path = parseDatabaseUrl(url, setting);
  if (maxBytes !== undefined) inBounds("maxBytes", maxBytes, 2 ** 20, Number.MAX_SAFE_INTEGER);
  return openSqlite(
    {
      path,
      place: { name: path === MEMORY ? "The database in memory" : path, maxBytes },
      busyTimeout: inBounds("busyTimeout", options.busyTimeout ?? 5000, 0, 600_000),
      cacheBytes: inBounds("cacheBytes", options.cacheBytes ?? 32 * 1024 * 1024, 0, 2 ** 40),
      guard: actionPhaseGuard,
    },
    threads,
  );
}

function inBounds(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new StoreError(
    "setting",
    `${name} is ${value}. Give a whole number from ${least} to ${most}.`,
  );
}
