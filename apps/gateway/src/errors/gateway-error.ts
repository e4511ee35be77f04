import type { FieldViolation } from "@runledger/ledger";
import type { ErrorCode } from "./error-code.ts";
import type { LimitDetails } from "./limit-details.ts";

/** What an error tells beside its code and its message. */
export interface ErrorDetails {
  /** The path of the argument that is wrong, as in `input.reports[3].event`. */
  readonly field?: string;
  readonly violations?: readonly FieldViolation[];
  readonly limit?: LimitDetails;
  /** After how many milliseconds to come again. */
  readonly retryAfterMs?: number;
}

/** An error that clients are meant to see: with a code of the closed list. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
