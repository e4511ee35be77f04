import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { MEMORY } from "./sqlite/sqlite-options.ts";
import { StoreError } from "./store-error.ts";

// A scheme of one letter is a Windows drive.
const SCHEME = /^([a-z][a-z0-9+.-]+):/i;

/**
 * Reads the address of a database: `file:/path/x.db`, `file:///path/x.db`, a plain path, or `:memory:` and `memory:`.
 * Returns the absolute path of the file, or {@link MEMORY}.
 *
 * @param setting where the address comes from, for the message
 * @throws StoreError of kind `setting`
 */
export function parseDatabaseUrl(url: string, setting: string): string {
  if (url === ":memory:" || url === "memory:") return MEMORY;
  const scheme = SCHEME.exec(url)?.[1]?.toLowerCase();
  if (url === "") throw new StoreError("setting", `${setting} is empty. ${wayOut}`);
  if (scheme === undefined) return resolve(url);
  if (scheme !== "file") {
    throw new StoreError(
      "setting",
      `${setting} names a database of the kind "${scheme}:", which this version can't open. ${wayOut}`,
    );
  }
  return pathOf(url, setting);
}

const wayOut =
  "Give a path (runledger.db), a file URL (file:///var/lib/runledger/runledger.db), or memory: for one that isn't kept.";

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
