import { GatewayError } from "./gateway-error.ts";
import { howToRaise, limitDetails } from "./limit-details.ts";
import type { ErrorCode } from "./error-code.ts";

/**
 * Makes the error that says which limit was hit. `problem` is what is too much, with its figures, as in "The operation is
 * 25 fields deep, and 20 are allowed."
 */
export function limitExceeded(
  limit: { readonly name: string; readonly value: number; readonly actual?: number },
  problem: string,
  code: ErrorCode = "LIMIT_EXCEEDED",
): GatewayError {
  const details = limitDetails(limit.name, limit.value, limit.actual);
  return new GatewayError(code, `${problem} ${howToRaise(details)}`, { limit: details });
}
