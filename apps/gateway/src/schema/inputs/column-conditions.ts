import type { Condition, Filter } from "@runledger/store";

/** Says for one column what its conditions are. Nothing given: none. */
export type ColumnConditions<Column extends string> = readonly (readonly [
  column: Column,
  conditions: readonly Condition[] | null | undefined,
])[];

/** Gathers conditions by column into a filter of the store. */
export function toFilter<Column extends string>(columns: ColumnConditions<Column>): Filter<Column> {
  return columns.flatMap(([column, conditions]) =>
    (conditions ?? []).map((condition) => ({ column, condition })),
  );
}

/** Asks for one of several values. Null or none given: for any. */
export function oneOf(
  values: readonly (string | number)[] | null | undefined,
): Condition[] | undefined {
  return values ? [{ kind: "in", values }] : undefined;
}

/** Asks for one value. None given: for any. */
export function equalTo(value: string | number | null | undefined): Condition[] | undefined {
  return value === null || value === undefined ? undefined : [{ kind: "in", values: [value] }];
}
