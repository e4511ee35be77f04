import {
  type Filter,
  Filter_Function as Function,
  Filter_FunctionSchema,
} from "@runledger/proto/flyteidl2/common";
import type { Condition } from "@runledger/store";
import { GatewayError } from "../../errors/gateway-error.ts";
import type { ListColumn } from "./list-column.ts";
import { listValue } from "./list-value.ts";

type Values = readonly (string | number)[];

/** What a comparison takes, and what it is to the ledger. */
interface Comparison {
  readonly takes: "one" | "some" | "none";
  readonly text?: true;
  readonly make: (first: string | number, all: Values) => Condition;
}

/** A function that Flyte adds breaks the build until it has a line here. */
const comparisons: Readonly<Record<Function, Comparison>> = {
  [Function.EQUAL]: { takes: "one", make: (value) => ({ kind: "in", values: [value] }) },
  [Function.NOT_EQUAL]: { takes: "one", make: (value) => ({ kind: "notIn", values: [value] }) },
  [Function.GREATER_THAN]: { takes: "one", make: (value) => ({ kind: "above", value }) },
  [Function.GREATER_THAN_OR_EQUAL]: { takes: "one", make: (value) => ({ kind: "atLeast", value }) },
  [Function.LESS_THAN]: { takes: "one", make: (value) => ({ kind: "below", value }) },
  [Function.LESS_THAN_OR_EQUAL]: { takes: "one", make: (value) => ({ kind: "atMost", value }) },
  [Function.CONTAINS]: textual("contains"),
  [Function.VALUE_IN]: { takes: "some", make: (_, values) => ({ kind: "in", values }) },
  [Function.VALUE_NOT_IN]: { takes: "some", make: (_, values) => ({ kind: "notIn", values }) },
  [Function.ENDS_WITH]: textual("endsWith"),
  [Function.NOT_ENDS_WITH]: textual("notEndsWith"),
  [Function.CONTAINS_CASE_INSENSITIVE]: textual("containsIgnoringCase"),
  [Function.EXISTS]: { takes: "none", make: () => ({ kind: "exists" }) },
  [Function.NOT_EXISTS]: { takes: "none", make: () => ({ kind: "notExists" }) },
};

/**
 * Says a filter of Flyte's as the ledger asks it.
 *
 * @param field what the filter is called in the request, as in `request.filters[0]`
 * @throws GatewayError BAD_INPUT that names what is wrong with it
 */
export function toCondition(
  filter: Filter,
  values: ListColumn<string>["values"],
  field: string,
): Condition {
  const comparison: Comparison | undefined = comparisons[filter.function];
  if (comparison === undefined) {
    throw refuse(`${field}.function`, `is ${filter.function}, which is no function of filters`);
  }
  const { takes, text, make } = comparison;
  const name = Filter_FunctionSchema.value[filter.function]?.name;
  if (text && values !== "text") {
    throw refuse(`${field}.function`, `is ${name}, and ${filter.field} isn't text`);
  }
  if (takes === "none") return make("", []);
  if (takes === "one" && filter.values.length !== 1) {
    throw refuse(`${field}.values`, `has ${filter.values.length} values, and ${name} takes one`);
  }
  const read = filter.values.map((value, index) =>
    listValue(value, values, `${field}.values[${index}]`),
  );
  const [first] = read;
  if (first === undefined) {
    throw refuse(`${field}.values`, `is empty, and ${name} takes one value or more`);
  }
  return make(first, read);
}

function textual(
  kind: "contains" | "containsIgnoringCase" | "endsWith" | "notEndsWith",
): Comparison {
  return { takes: "one", text: true, make: (value) => ({ kind, value: String(value) }) };
}

function refuse(field: string, problem: string): GatewayError {
  return new GatewayError("BAD_INPUT", `${field} ${problem}.`, { field });
}
