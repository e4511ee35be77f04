import { type QuarantinedEvent, QuarantinedEventSchema } from "@runledger/proto";
import { builder, type ObjectOf } from "../builder.ts";
import { description } from "../proto/description.ts";
import { messageFields } from "../proto/message-fields.ts";
import { ruleOf } from "../rule-of.ts";
import { requireField } from "../require-field.ts";
import { rule } from "./rule.ts";

export const quarantinedEvent: ObjectOf<QuarantinedEvent> = builder
  .objectRef<QuarantinedEvent>("QuarantinedEvent")
  .implement({
    description: description(QuarantinedEventSchema),
    fields: (t) => ({
      number: t.field({
        type: "Long",
        description: "Numbers the quarantine, from 1.",
        resolve: (own) => own.id,
      }),
      rule: t.field({
        type: rule,
        description: "The rule that refused it.",
        resolve: (own) => ruleOf(own.rule),
      }),
      reportedPhase: t.int({
        description:
          "The number of the phase that was reported. Tells those apart that `event.phase` has no name for.",
        resolve: (own) => requireField(own.event, "QuarantinedEvent.event").phase,
      }),
      ...messageFields(t, QuarantinedEventSchema),
    }),
  });
