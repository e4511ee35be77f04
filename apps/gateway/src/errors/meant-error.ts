import { LedgerError } from "@runledger/ledger";
import { fromLedgerError } from "./from-ledger-error.ts";
import { GatewayError } from "./gateway-error.ts";

/** Finds what clients are meant to see of whatever was thrown. */
export function meantError(cause: unknown): GatewayError {
  if (cause instanceof GatewayError) return cause;
  if (cause instanceof LedgerError) return fromLedgerError(cause);
  return new GatewayError("INTERNAL", "");
}
