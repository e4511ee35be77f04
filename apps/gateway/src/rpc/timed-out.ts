import type { GatewayError } from "../errors/gateway-error.ts";
import { limitExceeded } from "../errors/limit-exceeded.ts";

/** Makes the error of a method that has taken as long as it may. */
export function timedOut(timeout: number): GatewayError {
  return limitExceeded(
    { name: "requestTimeout", value: timeout },
    `The request took longer than ${timeout} ms. What it was to write may have been written.`,
    "TIMEOUT",
  );
}
