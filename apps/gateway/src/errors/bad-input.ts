import { GatewayError } from "./gateway-error.ts";

/** Makes the error that says which argument is malformed, what is wrong with it, and what would be right. */
export function badInput(field: string, message: string): GatewayError {
  return new GatewayError("BAD_INPUT", message, { field });
}
