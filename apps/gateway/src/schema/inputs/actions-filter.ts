import { ActionPhaseSchema } from "@runledger/proto";
import { builder, type InputOf } from "../builder.ts";
import { enumType } from "../proto/enum-type.ts";

/** Which actions a watch shows. An action is shown if it matches, or if one below it does. */
export interface ActionsFilter {
  readonly phases?: readonly number[] | null | undefined;
  readonly nameContains?: string | null | undefined;
}

export const actionsFilter: InputOf<ActionsFilter> = builder.inputType("ActionsFilter", {
  description:
    "Which actions a watch shows. An action is shown if it matches, or if one below it does.",
  fields: (t) => ({
    phases: t.field({
      type: [enumType(ActionPhaseSchema)],
      required: false,
      description: "In one of these phases. Left out or empty: in any.",
    }),
    nameContains: t.string({
      required: false,
      description: "With this in its name, in capitals or not. Left out or empty: with any name.",
    }),
  }),
});
