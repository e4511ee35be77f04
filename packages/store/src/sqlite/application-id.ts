import { StoreError } from "../store-error.ts";
import { Connection } from "./connection.ts";
import { pathToFileURL } from "node:url";
import type { Place } from "./to-store-error.ts";
import { statSync } from "node:fs";

/** Marks a SQLite file as Runledger's: "RunL" as ASCII. Source: https://www.sqlite.org/pragma.html#pragma_application_id */
export const APPLICATION_ID = 0x52_75_6e_4c;

/**
 * Refuses a file that is not Runledger's, before anything is written to it or beside it. A file that isn't there or is
 * empty will do.
 *
 * The mark is in the file itself and never in its write-ahead log alone: it is written before the log is turned on. So
 * the file can be read as immutable, which takes no lock and makes no files.
 *
 * @throws StoreError of kind `damaged` for what is no database, `foreign` for the database of another program.
 */
export function refuseForeign(path: string, place: Place): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return;
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  using connection = new Connection(url.href, { readOnly: true, busyTimeout: 0 });
  const id = connection.pragma("application_id");
  if (id === APPLICATION_ID) return;
  throw new StoreError(
    "foreign",
    `${place.name} is a SQLite database of another program (application id ${String(id)}). Name another file. It was ` +
      "not touched.",
  );
}
