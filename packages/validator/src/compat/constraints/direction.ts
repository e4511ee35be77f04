import type { JsonValue } from "@bufbuild/protobuf";

/** What a changed constraint does to the set of values that it takes. */
export type Direction = "tightened" | "loosened" | "replaced" | "undecided" | "same";

const lower = new Set(["gt", "gte", "minLen", "minBytes", "minItems", "minPairs", "gtNow"]);
const upper = new Set([
  "lt",
  "lte",
  "maxLen",
  "maxBytes",
  "maxItems",
  "maxPairs",
  "ltNow",
  "within",
]);

/** Says something of the rule, not of the values. */
const silent = new Set(["example", "strict"]);

/**
 * Tells what a constraint's change does. A rule that comes tightens and one that goes loosens, whatever it says: also a pattern or
 * an expression, since each rule only ever refuses. Two different bounds are compared; two lists are compared as sets; two
 * different patterns or expressions can't be decided.
 *
 * @param path as in {@link FlatRules}
 * @param before, after undefined where the rule isn't there
 */
export function directionOf(
  path: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Direction {
  const key = path.split(".").at(-1) ?? "";
  if (silent.has(key) || JSON.stringify(before) === JSON.stringify(after)) return "same";
  if (key === "ignore") return ignored(after) - ignored(before) > 0 ? "loosened" : "tightened";
  if (before === undefined || before === false) return after === false ? "same" : "tightened";
  if (after === undefined || after === false) return "loosened";
  if (lower.has(key)) return compareBounds(before, after);
  if (upper.has(key)) return compareBounds(after, before);
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(key, before, after);
  return key === "const" ? "replaced" : "undecided";
}

/** How much is left unchecked. Source: buf.validate.Ignore. */
function ignored(value: JsonValue | undefined): number {
  if (value === "IGNORE_ALWAYS") return 2;
  return value === "IGNORE_IF_ZERO_VALUE" ? 1 : 0;
}

function compareBounds(before: JsonValue, after: JsonValue): Direction {
  const [a, b] = [numberOf(before), numberOf(after)];
  if (a === undefined || b === undefined) return "undecided";
  return b > a ? "tightened" : "loosened";
}

/** Reads a bound: a number, a long number in quotes, a duration in seconds, or a time in milliseconds. */
function numberOf(value: JsonValue): number | bigint | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  if (/^-?\d+$/.test(value)) return BigInt(value);
  const seconds = /^(-?\d+(?:\.\d+)?)s$/.exec(value)?.[1];
  const number = seconds === undefined ? Date.parse(value) : Number(seconds);
  return Number.isNaN(number) ? undefined : number;
}

function compareLists(
  key: string,
  before: readonly JsonValue[],
  after: readonly JsonValue[],
): Direction {
  const [a, b] = [texts(before), texts(after)];
  const gained = [...a].every((value) => b.has(value));
  const lost = [...b].every((value) => a.has(value));
  if (gained && lost) return "same";
  const refuses = key === "notIn";
  if (gained) return refuses ? "tightened" : "loosened";
  if (lost) return refuses ? "loosened" : "tightened";
  // Some went and others came: each side refuses what the other takes.
  return "replaced";
}

function texts(values: readonly JsonValue[]): Set<string> {
  return new Set(values.map((value) => JSON.stringify(value)));
}
