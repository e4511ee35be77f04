import type { LedgerError, LedgerErrorKind } from "@runledger/ledger";
import type { ErrorCode } from "./error-code.ts";
import { GatewayError } from "./gateway-error.ts";
import { howToRaise, limitDetails } from "./limit-details.ts";

/** Says for each kind of the ledger's errors which code it has here. A new kind breaks the build until it has one. */
const codes: Readonly<Record<LedgerErrorKind, ErrorCode>> = {
  invalid: "BAD_INPUT",
  limit: "LIMIT_EXCEEDED",
  overloaded: "OVERLOADED",
  notFound: "NOT_FOUND",
  deleted: "RUN_DELETED",
  unknownRevision: "UNKNOWN_REVISION",
  closed: "CLOSING",
  unavailable: "UNAVAILABLE",
  storage: "STORAGE",
  internal: "INTERNAL",
};

/** Turns an error of the ledger into one that clients are meant to see. */
export function fromLedgerError(error: LedgerError): GatewayError {
  const { kind, message, violations, limit, retryAfter } = error;
  const hit = limit && limitDetails(limit.name, limit.limit, limit.actual);
  return new GatewayError(
    codes[kind],
    hit === undefined ? message : `${message} ${howToRaise(hit)}`,
    {
      ...(violations.length > 0 && { violations }),
      ...(hit && { limit: hit }),
      ...(retryAfter !== undefined && { retryAfterMs: retryAfter }),
    },
  );
}
