import { type ListRequest, type Sort, Sort_Direction } from "@runledger/proto/flyteidl2/common";
import type { Condition, Filter, Sort as StoreSort } from "@runledger/store";
import { GatewayError } from "../../errors/gateway-error.ts";
import type { ListColumn, ListColumns } from "./list-column.ts";
import { toCondition } from "./to-condition.ts";

/** What a list request asks for beside its page, as the ledger asks it. */
export interface ListQuery<Column extends string> {
  readonly filter: Filter<Column>;
  /** Conditions on labels, by key. */
  readonly labels: readonly { readonly key: string; readonly condition: Condition }[];
  /** Undefined: in the ledger's order. */
  readonly sort: StoreSort<Column> | undefined;
}

/** What fields that ask for a label begin with. */
const labelPrefix = "labels.";

/**
 * Says what a list request asks for as the ledger asks it.
 *
 * @throws GatewayError BAD_INPUT that names the field and what there is
 */
export function listQuery<Column extends string>(
  request: ListRequest | undefined,
  columns: ListColumns<Column>,
): ListQuery<Column> {
  const { filters = [], rawFilters = [] } = request ?? {};
  if (rawFilters.length > 0) {
    throw refuse("request.raw_filters", "can't be read: nobody knows its grammar. Use filters");
  }
  const labels: { key: string; condition: Condition }[] = [];
  const filter: { column: Column; condition: Condition }[] = [];
  for (const [index, each] of filters.entries()) {
    const field = `request.filters[${index}]`;
    if (each.field.startsWith(labelPrefix)) {
      const key = each.field.slice(labelPrefix.length);
      labels.push({ key, condition: toCondition(each, "text", field) });
    } else {
      const { column, values } = columnOf(each.field, columns, `${field}.field`);
      filter.push({ column, condition: toCondition(each, values, field) });
    }
  }
  return { filter, labels, sort: sortOf(request, columns) };
}

function sortOf<Column extends string>(
  request: ListRequest | undefined,
  columns: ListColumns<Column>,
): StoreSort<Column> | undefined {
  const { sortByFields = [], sortBy } = request ?? {};
  const keys: readonly (readonly [Sort, string])[] =
    sortByFields.length > 0
      ? sortByFields.map((each, index) => [each, `request.sort_by_fields[${index}].key`])
      : sortBy === undefined || sortBy.key === ""
        ? []
        : [[sortBy, "request.sort_by.key"]];
  if (keys.length === 0) return undefined;
  return keys.map(([{ key, direction }, field]) => ({
    column: columnOf(key, columns, field).column,
    descending: direction === Sort_Direction.DESCENDING,
  }));
}

function columnOf<Column extends string>(
  name: string,
  columns: ListColumns<Column>,
  field: string,
): ListColumn<Column> {
  const found = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (found !== undefined) return found;
  throw refuse(field, `is ${JSON.stringify(name)}, and can be ${Object.keys(columns).join(", ")}`);
}

function refuse(field: string, problem: string): GatewayError {
  return new GatewayError("BAD_INPUT", `${field} ${problem}.`, { field });
}
