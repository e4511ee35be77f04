import { type Sort, Sort_Direction } from "@runledger/proto/flyteidl/admin";
import type { Condition, Filter, Sort as StoreSort } from "@runledger/store";
import { badInput } from "../../errors/bad-input.ts";
import { listValue } from "../../flyte2/lists/list-value.ts";
import type { TextCondition } from "./parse-filters.ts";
import type { TextColumn, TextColumns } from "./text-column.ts";

type Value = string | number;
type Compare = "above" | "atLeast" | "below" | "atMost";

const compared: Readonly<Record<string, Compare>> = {
  gt: "above",
  gte: "atLeast",
  lt: "below",
  lte: "atMost",
};
const functions = "eq, ne, gt, gte, lt, lte, contains, not_like, value_in, value_not_in";

/**
 * Says conditions as the ledger asks them.
 *
 * @throws GatewayError BAD_INPUT that names the field, the function or the value, and what there is
 */
export function toFilter<Column extends string>(
  conditions: readonly TextCondition[],
  columns: TextColumns<Column>,
): Filter<Column> {
  return conditions.map((each) => {
    const column = columnOf(each.field, columns, "filters");
    return { column: column.column, condition: toCondition(each, column) };
  });
}

/** Says an order as the ledger asks it. Unset: in `usual` order. */
export function toSort<Column extends string>(
  sort: Sort | undefined,
  columns: TextColumns<Column>,
  usual: StoreSort<Column>,
): StoreSort<Column> {
  if (sort === undefined || sort.key === "") return usual;
  const { column } = columnOf(sort.key, columns, "sort_by.key");
  return [{ column, descending: sort.direction === Sort_Direction.DESCENDING }];
}

function columnOf<Column extends string>(
  name: string,
  columns: TextColumns<Column>,
  field: string,
): TextColumn<Column> {
  const found = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (found !== undefined) return found;
  const known = Object.keys(columns).join(", ");
  throw badInput(field, `${field} names ${JSON.stringify(name)}, and there is ${known}.`);
}

function toCondition(condition: TextCondition, column: TextColumn<string>): Condition {
  const { function: name, values } = condition;
  const read = (): Value[] => values.flatMap((text) => readValue(text, condition, column));
  const [first = ""] = values;
  switch (name) {
    case "eq":
    case "value_in":
      return { kind: "in", values: read() };
    case "ne":
    case "value_not_in":
      return { kind: "notIn", values: read() };
    case "contains":
      return { kind: "contains", value: onText(condition, column, first) };
    case "not_like":
      return notLike(onText(condition, column, first));
  }
  const kind = Object.hasOwn(compared, name) ? compared[name] : undefined;
  if (kind === undefined) {
    throw badInput("filters", `filters has the function ${name}, and there is ${functions}.`);
  }
  const [value] = read();
  if (value !== undefined) return { kind, value };
  throw badInput("filters", `filters compares ${condition.field} with nothing.`);
}

function readValue(
  text: string,
  { field }: TextCondition,
  { values, ...column }: TextColumn<string>,
): readonly Value[] {
  if (typeof values !== "function") return [listValue(text, values, `filters: ${field}`)];
  const found = values(text);
  if (found !== undefined) return found;
  const expected = "expected" in column ? column.expected : "";
  throw badInput(
    "filters",
    `filters has ${JSON.stringify(text)} for ${field}, and it has to be ${expected}.`,
  );
}

function onText(
  { function: name, field }: TextCondition,
  { values }: TextColumn<string>,
  text: string,
): string {
  if (values === "text") return text;
  throw badInput("filters", `filters asks ${name} of ${field}, which isn't text.`);
}

/** A pattern of SQL's, of which only a leading percent sign is taken. */
function notLike(pattern: string): Condition {
  const rest = pattern.replace(/^%/, "");
  if (rest.includes("%")) {
    throw badInput(
      "filters",
      `filters has the pattern ${JSON.stringify(pattern)}, and a percent sign may only stand first.`,
    );
  }
  return rest === pattern
    ? { kind: "notIn", values: [pattern] }
    : { kind: "notEndsWith", value: rest };
}
