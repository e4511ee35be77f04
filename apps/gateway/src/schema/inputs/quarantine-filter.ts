import type { ListQuarantineQuery } from "@runledger/ledger";
import { builder, type InputOf } from "../builder.ts";

const fields = {
  project: "Of this project.",
  domain: "Of this domain.",
  run: "On the run of this name.",
  action: "On the action of this name.",
  rule: 'Refused by the rule of this id, as in "RL301".',
  producer: "From this producer.",
} as const;

/** Which refused reports to list. All that is given has to hold. */
export type QuarantineFilter = {
  readonly [Name in keyof typeof fields]?: string | null | undefined;
};

export const quarantineFilter: InputOf<QuarantineFilter> = builder.inputType("QuarantineFilter", {
  description: "Which refused reports to list. All that is given has to hold.",
  fields: (t) => ({
    project: t.string({ required: false, description: fields.project }),
    domain: t.string({ required: false, description: fields.domain }),
    run: t.string({ required: false, description: fields.run }),
    action: t.string({ required: false, description: fields.action }),
    rule: t.string({ required: false, description: fields.rule }),
    producer: t.string({ required: false, description: fields.producer }),
  }),
});

/** Says the same as the ledger asks it. */
export function quarantineQuery(filter: QuarantineFilter): ListQuarantineQuery {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
}
