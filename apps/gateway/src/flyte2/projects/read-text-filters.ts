import type { Condition } from "@runledger/store";
import { GatewayError } from "../../errors/gateway-error.ts";

/** A filter that came as text. */
export interface TextFilter {
  readonly field: string;
  readonly condition: Condition;
}

type Value = string | number;

/** What each function of the grammar asks for. Source: Flyte 1's and 2's admin filters, `fn(field, value)`. */
const functions: Readonly<Record<string, (values: readonly Value[]) => Condition>> = {
  eq: (values) => ({ kind: "in", values }),
  ne: (values) => ({ kind: "notIn", values }),
  gt: ([value = ""]) => ({ kind: "above", value }),
  gte: ([value = ""]) => ({ kind: "atLeast", value }),
  lt: ([value = ""]) => ({ kind: "below", value }),
  lte: ([value = ""]) => ({ kind: "atMost", value }),
  contains: ([value = ""]) => ({ kind: "contains", value: String(value) }),
  value_in: (values) => ({ kind: "in", values }),
  value_not_in: (values) => ({ kind: "notIn", values }),
};

const MANY: ReadonlySet<string> = new Set(["value_in", "value_not_in"]);
const FILTER = /^\s*([a-z_]+)\s*\(\s*([a-z_.]+)\s*,\s*([^()]*?)\s*\)\s*$/;

/**
 * Reads filters as text: `fn(field,value)`, several with plus signs between them, lists of values with semicolons. All hold
 * together. A value of digits is a number.
 *
 * @throws GatewayError BAD_INPUT
 */
export function readTextFilters(text: string): TextFilter[] {
  if (text.trim() === "") return [];
  return text.split("+").map(readFilter);
}

function readFilter(text: string): TextFilter {
  const [, name = "", field = "", value = ""] = FILTER.exec(text) ?? [];
  const make = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (make !== undefined) {
    const values = MANY.has(name) ? value.split(";").map((each) => each.trim()) : [value];
    return { field, condition: make(values.map(toValue)) };
  }
  throw new GatewayError(
    "BAD_INPUT",
    `filters has ${JSON.stringify(text)}, which can't be read. A filter is as in eq(state,0), its function one of ${Object.keys(functions).join(", ")}.`,
    { field: "filters" },
  );
}

function toValue(text: string): Value {
  return /^-?[0-9]{1,15}$/.test(text) ? Number(text) : text;
}
