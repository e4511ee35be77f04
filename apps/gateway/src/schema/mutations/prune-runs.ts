import type { PrunedRun, PrunePage } from "@runledger/ledger";
import { type RunIdentifier, RunIdentifierSchema } from "@runledger/proto";
import { builder } from "../builder.ts";
import { pageQuery } from "../inputs/page-args.ts";
import { objectType } from "../proto/object-type.ts";
import { toMicroseconds } from "../to-microseconds.ts";
import { fromMicroseconds } from "../from-microseconds.ts";

const input = builder.inputType("PruneRunsInput", {
  description: "Which runs to delete.",
  fields: (t) => ({
    unchangedSince: t.field({
      type: "Timestamp",
      required: true,
      description: "Only runs that have not changed since.",
    }),
    project: t.string({ required: false, description: "Only of this project." }),
    domain: t.string({ required: false, description: "Only of this domain." }),
    evenIfOpen: t.boolean({
      defaultValue: false,
      description: "Also those that haven't settled.",
    }),
    dryRun: t.boolean({
      defaultValue: false,
      description: "Says what would be deleted, and deletes nothing.",
    }),
    first: t.int({ required: false, description: "How many runs to look at. Left out: 50." }),
    after: t.string({ required: false, description: "Goes on after a page before." }),
  }),
});

const prunedRun = builder.objectRef<PrunedRun>("PrunedRun").implement({
  description: "A run that was deleted, or would be.",
  fields: (t) => ({
    id: t.field({
      type: objectType<RunIdentifier>(RunIdentifierSchema),
      description: "The run.",
      resolve: ({ id }) => id,
    }),
    revision: t.field({
      type: "Revision",
      description: "Its last revision.",
      resolve: ({ revision }) => revision,
    }),
    actions: t.exposeInt("actions", { description: "How many actions it had." }),
    updatedTime: t.field({
      type: "Timestamp",
      description: "When it last changed.",
      resolve: ({ updatedAt }) => fromMicroseconds(updatedAt),
    }),
  }),
});

const payload = builder.objectRef<PrunePage>("PruneRunsPayload").implement({
  description: "What was deleted, a page at a time.",
  fields: (t) => ({
    runs: t.field({
      type: [prunedRun],
      description: "The runs, those that have not changed for longest first.",
      complexity: { field: 1, multiplier: 1 },
      resolve: ({ runs }) => [...runs],
    }),
    kept: t.exposeInt("kept", {
      description: "How many of the page were left: they haven't settled, or have changed since.",
    }),
    after: t.string({
      nullable: true,
      description: "Give it as `after` to go on. Null: there are no more.",
      resolve: ({ after }) => after ?? null,
    }),
  }),
});

builder.mutationFields((t) => ({
  pruneRuns: t.field({
    type: payload,
    description:
      "Deletes runs by age, a page at a time: each page in one short transaction. Only those that have settled, unless it is told otherwise.",
    args: { input: t.arg({ type: input, required: true, description: "Which runs." }) },
    complexity: 10,
    resolve: async (_, { input: asked }, context) => {
      const { domain, dryRun, evenIfOpen, project, unchangedSince } = asked;
      return context.ledger.pruneRuns({
        ...pageQuery(asked, context),
        unchangedSince: toMicroseconds(unchangedSince),
        evenIfOpen: evenIfOpen === true,
        dryRun: dryRun === true,
        ...(typeof project === "string" && { project }),
        ...(typeof domain === "string" && { domain }),
      });
    },
  }),
}));
