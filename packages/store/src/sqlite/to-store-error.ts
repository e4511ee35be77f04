import { StoreError } from "../store-error.ts";

/** What a sentence about trouble has to name. */
export interface Place {
  /** The database, for people: a path, or "the database in memory". */
  readonly name: string;
  /** The size that it may have, in bytes. Undefined: as large as the disk. */
  readonly maxBytes?: number | undefined;
}

/** The prefix of what the triggers of the guard say. */
const GUARD_PREFIX = "guard: ";

// Source of the numbers: https://www.sqlite.org/rescode.html. The low byte of a code is the primary one.
const PERM = 3;
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const CONSTRAINT = 19;
const AUTH = 23;
const CONSTRAINT_CHECK = 275;
const NOTADB = 26;

/** Makes a StoreError of whatever was thrown while a database was used, with a sentence that says what to do. */
export function toStoreError(error: unknown, place: Place): StoreError {
  if (error instanceof StoreError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const code = primaryCode(cause);
  const said = `The reason given: ${cause.message}.`;
  switch (code) {
    case BUSY:
    case LOCKED:
      return new StoreError(
        "busy",
        `${place.name} is locked by another program. ${said} Close what has it open and try again.`,
        { cause },
      );
    case READONLY:
    case PERM:
    case AUTH:
    case CANTOPEN:
      return new StoreError(
        "readonly",
        `${place.name} can't be opened for writing. ${said} Give this user the right to write to the file and to ` +
          "its directory, or name another file.",
        { cause },
      );
    case FULL:
      return new StoreError("full", `${place.name} can't grow. ${said} ${wayOutOfFull(place)}`, {
        cause,
      });
    case CORRUPT:
    case NOTADB:
      return new StoreError(
        "damaged",
        `${place.name} is damaged, or is no database. ${said} Nothing was written. Put back a copy of the file, or ` +
          `save what can be read with "sqlite3 FILE .recover | sqlite3 NEW_FILE".`,
        { cause },
      );
    case IOERR:
      return new StoreError(
        "unavailable",
        `${place.name} can't be read or written. ${said} Look after the disk, then try again: what was acknowledged ` +
          "is kept, and a report that is sent twice is stored once.",
        { cause },
      );
    case CONSTRAINT:
      if (cause.message.startsWith(GUARD_PREFIX)) {
        return new StoreError("guard", cause.message.slice(GUARD_PREFIX.length), { cause });
      }
      if ("errcode" in cause && cause.errcode === CONSTRAINT_CHECK) {
        return new StoreError("guard", `the database holds a row to this: ${cause.message}`, {
          cause,
        });
      }
      break;
    default:
  }
  return new StoreError("internal", `${place.name}: ${cause.message}`, { cause });
}

// What the file system says is told by SQLite in the same words.
const FILE_SYSTEM: Readonly<Record<string, number>> = {
  EACCES: PERM,
  EPERM: PERM,
  EROFS: READONLY,
  ENOSPC: FULL,
  EDQUOT: FULL,
  EIO: IOERR,
};

function primaryCode(error: Error & { errcode?: unknown; code?: unknown }): number {
  if (typeof error.errcode === "number") return error.errcode & 0xff;
  return FILE_SYSTEM[String(error.code)] ?? 0;
}

function wayOutOfFull({ maxBytes }: Place): string {
  return maxBytes === undefined
    ? "Make room on its disk and try again. What was acknowledged is kept."
    : `Raise its limit (maxBytes, now ${maxBytes}) or make room on its disk, and try again. What was acknowledged is ` +
        "kept.";
}
