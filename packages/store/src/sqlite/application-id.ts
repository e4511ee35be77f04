import { closeSync, openSync, readSync, statSync } from "node:fs";
import { StoreError } from "../store-error.ts";
import type { Place } from "./to-store-error.ts";

/** Marks a SQLite file as Runledger's: "RunL" in ASCII. */
export const APPLICATION_ID = 0x52_75_6e_4c;

// Source: https://www.sqlite.org/fileformat.html, "The Database Header".
const HEADER_SIZE = 100;
const MAGIC = "SQLite format 3\0";
const APPLICATION_ID_AT = 68;

/**
 * Refuses a file that is not Runledger's, before SQLite opens it. A file that isn't there or is empty will do.
 *
 * The mark is always in the file itself, never in its write-ahead log alone: it is written before there is a log. The
 * header is read as bytes, since SQLite can't open the file without making files beside it, unless it is told to leave the
 * log out, and then it takes a file for damaged whose log was being written back when the process died.
 *
 * To be called with the writer's lock held. Closing a file lets go of all locks that the process has on it (POSIX says so),
 * and with that lock held there is nobody in this process who has any.
 *
 * @throws StoreError of kind `damaged` for what is no database, `foreign` for the database of another program, `setting`
 * for what is no file.
 */
export function refuseForeign(path: string, { name }: Place): void {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined || (file.isFile() && file.size === 0)) return;
  if (!file.isFile()) {
    throw new StoreError(
      "setting",
      `${name} is not a file. Name a file, or one that isn't there yet.`,
    );
  }
  const header = readHeader(path);
  if (header.toString("latin1", 0, MAGIC.length) !== MAGIC) {
    throw new StoreError(
      "damaged",
      `${name} is damaged, or is no database: it doesn't begin as one. It was not touched. Name another file, or put ` +
        "back a copy of this one.",
    );
  }
  const id = header.readUInt32BE(APPLICATION_ID_AT);
  if (id === APPLICATION_ID) return;
  throw new StoreError(
    "foreign",
    `${name} is a SQLite database of another program (application id ${id}). It was not touched. Name another file.`,
  );
}

function readHeader(path: string): Buffer {
  const header = Buffer.alloc(HEADER_SIZE);
  const file = openSync(path, "r");
  try {
    readSync(file, header, 0, HEADER_SIZE, 0);
  } finally {
    closeSync(file);
  }
  return header;
}
