import { type FieldViolation, LedgerError } from "../ledger-error.ts";
import { tellViolations } from "./check-message.ts";

/** Makes the error of a malformed argument. */
export function invalid(violations: readonly FieldViolation[]): LedgerError {
  return new LedgerError("invalid", tellViolations(violations), { violations });
}
