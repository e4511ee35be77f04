import { actionPhaseGuard } from "@runledger/proto/core/v1";
import { type DatabaseAddress, parseDatabaseUrl } from "./database-url.ts";
import { optionName } from "./postgres/option-name.ts";
import type { PostgresOptions } from "./postgres/postgres-options.ts";
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
  /** PostgreSQL: how many connections there may be, from 2; one more is for hints. Default: 10. */
  readonly connections?: number;
  /** PostgreSQL: how many transactions run at once, fewer than connections. Default: 4. */
  readonly transactions?: number;
  /** PostgreSQL: how long a statement may take, in milliseconds. Default: 30000. */
  readonly statementTimeout?: number;
  /** PostgreSQL: how long to wait for a connection, in milliseconds. Default: 10000. */
  readonly connectTimeout?: number;
  /** Told a sentence where something works worse than it might. Default: nobody is. */
  readonly warn?: (sentence: string) => void;
  /** A number from 0 to below 1, for the waits before another attempt. Default: Math.random. */
  readonly random?: () => number;
  /** PostgreSQL: milliseconds on a clock that only goes forward, for when to give up. Default: performance.now. */
  readonly now?: () => number;
}

/**
 * Opens a store, makes it where there is none yet, and brings its schema up to date.
 *
 * @param url a path, a `file:` URL, `memory:` for one that isn't kept, or the address of a PostgreSQL server
 * @throws StoreError of kind `setting`, `busy`, `full`, `readonly`, `damaged`, `foreign`, `newer` or `unavailable`
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const { setting = "The database's address" } = options;
  const address = parseDatabaseUrl(url, setting);
  if (address.kind === "sqlite") return openFile(address.path, options);
  const { openPostgres } = await import("./postgres/open-postgres.ts");
  return openPostgres(postgresOptions(address, setting, options));
}

async function openFile(path: string, options: StoreOptions): Promise<Store> {
  const { maxBytes, threads = "workers" } = options;
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

function postgresOptions(
  { name, url }: Extract<DatabaseAddress, { kind: "postgres" }>,
  setting: string,
  options: StoreOptions,
): PostgresOptions {
  const named = (option: string): string => optionName(option, setting);
  const connections = inBounds(named("connections"), options.connections ?? 10, 2, 1000);
  const { now = () => performance.now(), random = Math.random, warn = () => {} } = options;
  return {
    url,
    place: { name, setting },
    connections,
    transactions: inBounds(
      named("transactions"),
      options.transactions ?? Math.min(4, connections - 1),
      1,
      connections - 1,
    ),
    statementTimeout: inBounds(
      named("statementTimeout"),
      options.statementTimeout ?? 30_000,
      100,
      3_600_000,
    ),
    connectTimeout: inBounds(
      named("connectTimeout"),
      options.connectTimeout ?? 10_000,
      100,
      600_000,
    ),
    warn,
    random,
    now,
    guard: actionPhaseGuard,
  };
}

function inBounds(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new StoreError(
    "setting",
    `${name} is ${value}. Give a whole number from ${least} to ${most}.`,
  );
}
