import { LedgerError } from "./ledger-error.ts";

/** Makes the error of a ledger that was closed. */
export function closed(): LedgerError {
  return new LedgerError("closed", "The ledger was closed. Open another one, and go on there.");
}
