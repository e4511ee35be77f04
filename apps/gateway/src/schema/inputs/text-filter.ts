import type { Condition } from "@runledger/store";
import { builder, type InputOf } from "../builder.ts";

/** What a text is to be like. All that is given has to hold. */
export interface TextFilter {
  readonly in?: readonly string[] | null | undefined;
  readonly notIn?: readonly string[] | null | undefined;
  readonly contains?: string | null | undefined;
  readonly containsIgnoringCase?: string | null | undefined;
  readonly endsWith?: string | null | undefined;
  readonly notEndsWith?: string | null | undefined;
}

export const textFilter: InputOf<TextFilter> = builder.inputType("TextFilter", {
  description:
    "What a text is to be like. All that is given has to hold. Compared byte by byte where not said otherwise.",
  fields: (t) => ({
    in: t.stringList({ required: false, description: "One of these." }),
    notIn: t.stringList({ required: false, description: "None of these." }),
    contains: t.string({ required: false, description: "With this in it." }),
    containsIgnoringCase: t.string({
      required: false,
      description: "With this in it, in capitals or not.",
    }),
    endsWith: t.string({ required: false, description: "With this at its end." }),
    notEndsWith: t.string({ required: false, description: "Without this at its end." }),
  }),
});

/** Says the same as conditions on a column. */
export function textConditions(filter: TextFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.in) conditions.push({ kind: "in", values: filter.in });
  if (filter.notIn) conditions.push({ kind: "notIn", values: filter.notIn });
  for (const kind of ["contains", "containsIgnoringCase", "endsWith", "notEndsWith"] as const) {
    const value = filter[kind];
    if (typeof value === "string") conditions.push({ kind, value });
  }
  return conditions;
}
