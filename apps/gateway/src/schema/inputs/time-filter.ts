import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { Condition } from "@runledger/store";
import { builder, type InputOf } from "../builder.ts";
import { toMicroseconds } from "../to-microseconds.ts";

/** When something is to have happened. All that is given has to hold. */
export interface TimeFilter {
  readonly from?: Timestamp | null | undefined;
  readonly until?: Timestamp | null | undefined;
  readonly known?: boolean | null | undefined;
}

export const timeFilter: InputOf<TimeFilter> = builder.inputType("TimeFilter", {
  description:
    "When something is to have happened. All that is given has to hold. Compared to the microsecond.",
  fields: (t) => ({
    from: t.field({ type: "Timestamp", required: false, description: "Then or later." }),
    until: t.field({ type: "Timestamp", required: false, description: "Earlier than that." }),
    known: t.boolean({ required: false, description: "True: it has happened. False: it hasn't." }),
  }),
});

/** Says the same as conditions on a column. */
export function timeConditions({ from, until, known }: TimeFilter): Condition[] {
  const conditions: Condition[] = [];
  if (from) conditions.push({ kind: "atLeast", value: toMicroseconds(from) });
  if (until) conditions.push({ kind: "below", value: toMicroseconds(until) });
  if (typeof known === "boolean") conditions.push({ kind: known ? "exists" : "notExists" });
  return conditions;
}
