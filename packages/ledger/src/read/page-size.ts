import { LedgerError } from "../ledger-error.ts";
import type { LedgerLimits, LimitName } from "../limits.ts";
import { overLimit } from "../over-limit.ts";

/** How many items a page has if nobody says. */
const DEFAULT_PAGE = 100;

/**
 * Decides how many items a page has.
 *
 * @throws LedgerError of kind `invalid` or `limit`
 */
export function pageSize(asked: number | undefined, limits: LedgerLimits): number {
  return sizeWithin(limits, "pageSize", "Items on a page", asked ?? DEFAULT_PAGE, asked);
}

/**
 * Decides how many items a frame of a watch has.
 *
 * @throws LedgerError of kind `invalid` or `limit`
 */
export function frameSize(asked: number | undefined, limits: LedgerLimits): number {
  return sizeWithin(limits, "frameSize", "Items in a frame", limits.frameSize, asked);
}

function sizeWithin(
  limits: LedgerLimits,
  name: LimitName,
  what: string,
  byDefault: number,
  asked: number | undefined,
): number {
  if (asked === undefined) return Math.min(byDefault, limits[name]);
  if (!Number.isSafeInteger(asked) || asked < 1) {
    const message = `${what}: ${asked}, and it must be a whole number from 1 to ${limits[name]}.`;
    throw new LedgerError("invalid", message, { violations: [{ field: "limit", message }] });
  }
  if (asked > limits[name]) throw overLimit(limits, name, what, asked);
  return asked;
}
