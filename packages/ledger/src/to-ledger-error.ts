import { StoreError, type StoreErrorKind } from "@runledger/store";
import { LedgerError, type LedgerErrorKind } from "./ledger-error.ts";

/** What the trouble of a store is to the ledger's callers: each kind answered, so that a new one breaks the build. */
const kinds: Readonly<Record<StoreErrorKind, LedgerErrorKind>> = {
  busy: "unavailable",
  unavailable: "unavailable",
  full: "storage",
  readonly: "storage",
  damaged: "storage",
  newer: "storage",
  foreign: "storage",
  setting: "internal",
  cursor: "unknownRevision",
  closed: "closed",
  guard: "internal",
  internal: "internal",
};

/** Milliseconds to wait before asking a database again that was busy or couldn't be reached. */
const RETRY_AFTER = 500;

/** Turns whatever a store, or the work on it, failed with into a LedgerError. */
export function toLedgerError(failure: unknown): LedgerError {
  if (failure instanceof LedgerError) return failure;
  if (!(failure instanceof StoreError)) {
    return new LedgerError("internal", `The ledger made a mistake: ${String(failure)}`, {
      cause: failure,
    });
  }
  const kind = kinds[failure.kind];
  return new LedgerError(kind, failure.message, {
    cause: failure,
    ...(kind === "unavailable" ? { retryAfter: RETRY_AFTER } : {}),
  });
}
