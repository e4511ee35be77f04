import { builder, type ObjectOf } from "../builder.ts";

/** A rule by which the ledger refuses. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly wayOut: string;
}

export const rule: ObjectOf<Rule> = builder.objectRef<Rule>("Rule").implement({
  description: "A rule by which the ledger refuses a report or a declaration.",
  fields: (t) => ({
    id: t.exposeString("id", { description: 'Its id, as in "RL301". Never changes its meaning.' }),
    name: t.exposeString("name", { description: 'Its name, as in "illegal-transition".' }),
    description: t.exposeString("description", { description: "What it says." }),
    wayOut: t.exposeString("wayOut", { description: "What to do about a report that it refuses." }),
  }),
});
