import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { MEMORY } from "./sqlite/sqlite-options.ts";
import { StoreError } from "./store-error.ts";

// A scheme of one letter is a Windows drive.
const SCHEME = /^([a-z][a-z0-9+.-]+):/i;

/** Where a database is. */
export type DatabaseAddress =
  /** The absolute path of a file, or {@link MEMORY}. */
  | { readonly kind: "sqlite"; readonly path: string }
  /** The address as it was given, and one to show: without a password. */
  | { readonly kind: "postgres"; readonly url: string; readonly name: string };

/**
 * Reads the address of a database: `file:/path/x.db`, `file:///path/x.db`, a plain path, `:memory:` and `memory:`, or
 * `postgres://user:password@host:port/database`.
 *
 * @param setting where the address comes from, for the message
 * @throws StoreError of kind `setting`
 */
export function parseDatabaseUrl(url: string, setting: string): DatabaseAddress {
  if (url === ":memory:" || url === "memory:") return { kind: "sqlite", path: MEMORY };
  const scheme = SCHEME.exec(url)?.[1]?.toLowerCase();
  if (url === "") throw new StoreError("setting", `${setting} is empty. ${wayOut}`);
  if (scheme === undefined) return { kind: "sqlite", path: resolve(url) };
  if (scheme === "postgres" || scheme === "postgresql") return serverOf(url, setting);
  if (scheme !== "file") {
    throw new StoreError(
      "setting",
      `${setting} names a database of the kind "${scheme}:", which this version can't open. ${wayOut}`,
    );
  }
  return { kind: "sqlite", path: pathOf(url, setting) };
}

const wayOut =
  "Give a path (runledger.db), a file URL (file:///var/lib/runledger/runledger.db), the address of a PostgreSQL server " +
  "(postgres://user:password@host:5432/database), or memory: for one that isn't kept.";

/** Nothing of an address that can't be read is shown: a password may stand anywhere in it. */
function serverOf(url: string, setting: string): DatabaseAddress {
  if (!URL.canParse(url)) {
    throw new StoreError(
      "setting",
      `${setting} is no address of a PostgreSQL server. What has a meaning in addresses is written with a percent sign in ` +
        `user and password: @ as %40. ${wayOut}`,
    );
  }
  const { host, pathname, username } = new URL(url);
  const user = username === "" ? "" : `${username}@`;
  return { kind: "postgres", url, name: `postgres://${user}${host}${pathname}` };
}

function pathOf(url: string, setting: string): string {
  const rest = url.slice("file:".length);
  if (rest === "") throw new StoreError("setting", `${setting} names no file. ${wayOut}`);
  // "file:x.db" is a path from here, as SQLite has it; a URL can't say that.
  if (!rest.startsWith("/")) return resolve(rest);
  try {
    return fileURLToPath(new URL(url));
  } catch (cause) {
    throw new StoreError("setting", `${setting} is no address of a file: ${url}. ${wayOut}`, {
      cause,
    });
  }
}
