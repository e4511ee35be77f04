import type { Waiver } from "./waiver.ts";

/** A file of waivers, read; or everything that is wrong with it, in a sentence each. */
export type ParsedWaivers =
  | { readonly kind: "waivers"; readonly waivers: readonly Waiver[] }
  | { readonly kind: "problems"; readonly problems: readonly string[] };

const fields = ["rule", "symbol", "reason", "owner", "expires"] as const;
const known: readonly string[] = fields;

const shape =
  '{"waivers": [{"rule": "RL301", "symbol": "…", "reason": "…", "owner": "…", "expires": "2026-12-31"}]}';

/**
 * Reads a file of waivers: JSON of the form `{"waivers": [{rule, symbol, reason, owner, expires}]}`, all of them text and
 * none of them empty.
 *
 * @param file the name to show in problems
 */
export function parseWaivers(text: string, file: string): ParsedWaivers {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return problems([
      `${file}: no JSON: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
  const list = isObject(document) ? document["waivers"] : undefined;
  if (!Array.isArray(list)) return problems([`${file}: waivers must be a list, as in ${shape}`]);
  const read = list.map((entry: unknown, at) => readWaiver(entry, `${file}: waivers[${at}]`));
  const found = read.flatMap((entry) => ("problems" in entry ? entry.problems : []));
  if (found.length > 0) return problems(found);
  return {
    kind: "waivers",
    waivers: read.flatMap((entry) => ("waiver" in entry ? [entry.waiver] : [])),
  };
}

function readWaiver(
  entry: unknown,
  at: string,
): { readonly waiver: Waiver } | { readonly problems: readonly string[] } {
  if (!isObject(entry)) return { problems: [`${at} must be an object with ${fields.join(", ")}`] };
  const found = fields.flatMap((field) => {
    const value = entry[field];
    if (typeof value !== "string" || value.trim() === "") {
      return [`${at}.${field} must be text that isn't empty`];
    }
    return field === "expires" && !isDay(value)
      ? [`${at}.expires: "${value}" must be a day, as in 2026-12-31`]
      : [];
  });
  for (const key of Object.keys(entry)) {
    if (!known.includes(key)) {
      found.push(`${at}.${key} means nothing; a waiver has ${fields.join(", ")}`);
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Each field was found to be text.
  return found.length > 0 ? { problems: found } : { waiver: entry as unknown as Waiver };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function problems(list: readonly string[]): ParsedWaivers {
  return { kind: "problems", problems: list };
}
