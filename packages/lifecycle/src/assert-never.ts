/**
 * Ends a switch that must answer for every value: a value added later does not compile here, and
 * one that comes from a newer program throws, with its name.
 */
export function assertNever(value: never, what = "value"): never {
  throw new Error(`The ${what} ${String(value)} is not known to this program.`);
}
