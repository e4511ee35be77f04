import { StoreError, type StoreErrorKind } from "../store-error.ts";
import { optionName } from "./option-name.ts";
import type { Place } from "./place.ts";
import { GUARD_STATE } from "./schema/0001-guard.ts";

/** What is said of an error: what kind it is of, what happened, and the way out. */
interface Trouble {
  readonly kind: StoreErrorKind;
  readonly what: string;
  readonly wayOut: string;
}

const KEPT = "What was acknowledged is kept, and a report that is sent twice is stored once.";

const away: Trouble = {
  kind: "unavailable",
  what: "can't be reached",
  wayOut: `See that the server runs and that this machine may reach it. ${KEPT}`,
};
const ended: Trouble = {
  kind: "unavailable",
  what: "has ended the connection: the server was stopped or restarted",
  wayOut: `Try again when it is back. ${KEPT}`,
};
const starting: Trouble = { ...ended, what: "takes no connections yet, or no more" };
const crowded: Trouble = {
  kind: "unavailable",
  what: "has no connection left",
  wayOut:
    "Lower the number of connections that each program may have ({connections}), or raise max_connections at the server.",
};
const refused: Trouble = {
  kind: "setting",
  what: "doesn't let this user in",
  wayOut: "Mend user and password in the address, or pg_hba.conf at the server.",
};
const missing: Trouble = {
  kind: "setting",
  what: "is no database that the server has",
  wayOut: "Make it (createdb), or mend its name in the address.",
};
const powerless: Trouble = {
  kind: "readonly",
  what: "doesn't allow this user what is needed",
  wayOut:
    "Make the user the owner of the database (ALTER DATABASE … OWNER TO …), or of a schema runledger in it.",
};
const standby: Trouble = {
  kind: "readonly",
  what: "can't be written to: it is a standby, or set to read only",
  wayOut: "Name the primary in the address.",
};
const slow: Trouble = {
  kind: "busy",
  what: "took too long for a statement, or had a lock held too long",
  wayOut: `Look for what holds it up (pg_stat_activity), or raise {statementTimeout}. ${KEPT}`,
};
const disk: Trouble = {
  kind: "full",
  what: "can't grow: the server's disk is full",
  wayOut: `Make room on it and try again. ${KEPT}`,
};
const resources: Trouble = {
  kind: "unavailable",
  what: "has no memory left, or met a limit of its configuration",
  wayOut: `Look at the server's log. ${KEPT}`,
};
const hardware: Trouble = {
  kind: "unavailable",
  what: "can't read or write its files",
  wayOut: `Look after the server's disk and its log. ${KEPT}`,
};
const damaged: Trouble = {
  kind: "damaged",
  what: "is damaged, or its schema was changed by hand",
  wayOut: "Look at the server's log, and restore a backup.",
};
const contended: Trouble = {
  kind: "busy",
  what: "was changed by others at the same time, again and again",
  wayOut: "Try again.",
};
const insecure: Trouble = {
  kind: "setting",
  what: "can't be spoken to in the way that the address asks for (TLS)",
  wayOut: "Mend sslmode and the certificates in the address, or TLS at the server.",
};

/** By SQLSTATE, its class, or the code of a system call. Source: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const troubles: Readonly<Record<string, Trouble>> = {
  "28": refused,
  "3D000": missing,
  "42501": powerless,
  "25006": standby,
  "40": contended,
  "53100": disk,
  "53300": crowded,
  "53": resources,
  "55P03": slow,
  "57014": slow,
  "25P03": ended,
  "57P03": starting,
  "57P": ended,
  "58": hardware,
  "08": away,
  "3F000": damaged,
  "42P01": damaged,
  "42703": damaged,
  "42883": damaged,
  XX001: damaged,
  XX002: damaged,
  ENOSPC: disk,
  EAI_AGAIN: away,
  ECONNREFUSED: away,
  ECONNRESET: away,
  EHOSTDOWN: away,
  EHOSTUNREACH: away,
  ENETUNREACH: away,
  ENOENT: away,
  ENOTFOUND: away,
  EPIPE: away,
  ETIMEDOUT: away,
};

/** Makes a StoreError of whatever was thrown while a server was used, with a sentence that says what to do. */
export function toStoreError(error: unknown, place: Place): StoreError {
  if (error instanceof StoreError) return error;
  const cause = unwrap(error);
  const code = "code" in cause ? String(cause.code) : "";
  if (code === GUARD_STATE) return new StoreError("guard", cause.message, { cause });
  if (code === "23514") {
    return new StoreError("guard", `the database holds a row to this: ${cause.message}`, { cause });
  }
  const trouble = troubleOf(code, cause.message);
  const { name, setting } = place;
  if (trouble === undefined) {
    return new StoreError("internal", `${name}: ${cause.message}`, { cause });
  }
  const { kind, what, wayOut } = trouble;
  const said = cause.message === "" ? code : cause.message;
  const way = wayOut.replace(/\{(\w+)\}/, (_, option: string) => optionName(option, setting));
  const message = `${name} (${setting}) ${what}. The reason given: ${said}. ${way}`;
  return new StoreError(kind, message, { cause });
}

/** Tells whether an error says that the connection is gone, so that nothing more is to be heard of what was sent over it. */
export function isConnectionLost(error: unknown): boolean {
  const cause = unwrap(error);
  const code = "code" in cause ? String(cause.code) : "";
  // The server says these before it hangs up; whoever asks over a new connection hears how it went.
  const trouble = troubleOf(code, cause.message);
  return trouble === away || trouble === ended || trouble === starting;
}

function troubleOf(code: string, message: string): Trouble | undefined {
  // A file that the address names: a certificate or a key. A socket that isn't there has the same code.
  if (code === "ENOENT" && /\bopen\b/.test(message)) return insecure;
  const known = troubles[code] ?? troubles[code.slice(0, 3)] ?? troubles[code.slice(0, 2)];
  if (known !== undefined) return known;
  if (/password|SASL|SCRAM/i.test(message)) return refused;
  if (/SSL|TLS|certificate/i.test(message)) return insecure;
  // What the driver says itself has no code.
  return DRIVER.test(message) ? away : undefined;
}

const DRIVER =
  /connection (?:terminated|ended|error)|not queryable|timeout exceeded|timeout expired|read timeout|Client was closed/i;

/** An address that stands for several machines fails with the failures of all of them. */
function unwrap(error: unknown): Error {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0];
  return error instanceof Error ? error : new Error(String(error));
}
