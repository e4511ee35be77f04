import { LedgerError } from "./ledger-error.ts";
import type { LedgerLimits, LimitName } from "./limits.ts";

/** Makes the error of a limit that was hit: names it, what was asked for, and its setting. */
export function overLimit(
  limits: LedgerLimits,
  name: LimitName,
  what: string,
  actual: number,
): LedgerError {
  const limit = limits[name];
  return new LedgerError(
    "limit",
    `${what}: ${actual}, and the limit is ${limit}. Send less at a time, or raise limits.${name}.`,
    { limit: { name, limit, actual } },
  );
}

/** Makes the error of a ledger that has too much to do at the moment. Coming again after `retryAfter` ms may help. */
export function overloaded(
  limits: LedgerLimits,
  name: LimitName,
  what: string,
  actual: number,
  retryAfter: number,
): LedgerError {
  const limit = limits[name];
  return new LedgerError(
    "overloaded",
    `${what}: ${actual}, and the limit is ${limit}. Come again in ${retryAfter} ms, or raise limits.${name}.`,
    { limit: { name, limit, actual }, retryAfter },
  );
}
