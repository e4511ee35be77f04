import type { EnrichedAction } from "@runledger/proto";
import { builder, type ObjectOf } from "../builder.ts";
import { requireField } from "../require-field.ts";
import { action } from "./action.ts";
import { phaseCount, phaseCounts } from "./phase-count.ts";

export const enrichedAction: ObjectOf<EnrichedAction> = builder
  .objectRef<EnrichedAction>("EnrichedAction")
  .implement({
    description: "An action as a watch sends it.",
    fields: (t) => ({
      action: t.field({
        type: action,
        description: "The action, as it is at the revision that it is sent with.",
        resolve: (own) => requireField(own.action, "EnrichedAction.action"),
      }),
      meetsFilter: t.exposeBoolean("meetsFilter", {
        description:
          "Whether it is to be shown: it matches the filter, or something below it does. False withdraws it.",
      }),
      childrenPhaseCounts: t.field({
        type: [phaseCount],
        description:
          "How many of the actions below it, at every depth, are in which phase. Exact at the revision that it is sent with.",
        complexity: { field: 1, multiplier: 1 },
        resolve: (own) =>
          phaseCounts(
            Object.entries(own.childrenPhaseCounts).map(([phase, count]) => [Number(phase), count]),
          ),
      }),
    }),
  });
