import { LedgerError, type FieldViolation } from "./ledger-error.ts";
import { defaultLimits, type LedgerLimits, type LimitName } from "./limits.ts";

const names = Object.keys(defaultLimits) as LimitName[];
const mayBeZero: ReadonlySet<LimitName> = new Set(["idleViewBytes", "cachedActions"]);

/**
 * Fills the limits that were left out and checks the others.
 *
 * @throws LedgerError of kind `invalid` that names every limit that isn't a whole number, or too low.
 */
export function resolveLimits(given: Partial<LedgerLimits> = {}): LedgerLimits {
  const limits = { ...defaultLimits, ...given };
  const violations = names.flatMap((name) => violationOf(name, limits[name]));
  if (violations.length === 0) return limits;
  const message = violations
    .map((violation) => `${violation.field} ${violation.message}`)
    .join(" ");
  throw new LedgerError("invalid", message, { violations });
}

function violationOf(name: LimitName, value: number): FieldViolation[] {
  const least = mayBeZero.has(name) ? 0 : 1;
  if (Number.isSafeInteger(value) && value >= least) return [];
  return [
    { field: `limits.${name}`, message: `is ${value}, and must be a whole number from ${least}.` },
  ];
}
