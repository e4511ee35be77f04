import type { DeleteResult } from "@runledger/ledger";
import { builder } from "../builder.ts";
import { runIdentifierInput, toRunIdentifier } from "../inputs/identifiers.ts";

const outcome = builder.enumType("DeleteRunOutcome", {
  description: "What became of the request to delete a run.",
  values: {
    DELETED: { value: "deleted" as const, description: "It is gone." },
    OPEN: { value: "open" as const, description: "It hasn't settled. Nothing was deleted." },
    CHANGED: {
      value: "changed" as const,
      description: "It has changed since it was looked at. Nothing was deleted.",
    },
  },
});

const input = builder.inputType("DeleteRunInput", {
  description: "Which run to delete.",
  fields: (t) => ({
    run: t.field({ type: runIdentifierInput, required: true, description: "The run." }),
    evenIfOpen: t.boolean({
      defaultValue: false,
      description:
        "Deletes it though it hasn't settled. What is reported of it afterwards makes another run of its name.",
    }),
    atRevision: t.field({
      type: "Revision",
      required: false,
      description: "Deletes it only if it is at this revision still.",
    }),
  }),
});

const payload = builder.objectRef<DeleteResult>("DeleteRunPayload").implement({
  description: "What became of the request to delete a run.",
  fields: (t) => ({
    outcome: t.field({
      type: outcome,
      description: "What became of it.",
      resolve: ({ kind }) => kind,
    }),
    message: t.string({
      nullable: true,
      description: "Why it wasn't deleted, and what to do.",
      resolve: (own) => ("message" in own ? own.message : null),
    }),
    revision: t.field({
      type: "Revision",
      nullable: true,
      description: "The revision that it was deleted at, or has come to.",
      resolve: (own) => ("revision" in own ? own.revision : null),
    }),
    actions: t.int({
      nullable: true,
      description: "How many actions were deleted with it.",
      resolve: (own) => ("actions" in own ? own.actions : null),
    }),
  }),
});

builder.mutationFields((t) => ({
  deleteRun: t.field({
    type: payload,
    description:
      "Deletes a run with all that is told of it. Its watches end with the error RUN_DELETED. The name may be used again.",
    args: { input: t.arg({ type: input, required: true, description: "Which run." }) },
    complexity: 10,
    resolve: async (_, { input: asked }, { ledger }) =>
      ledger.deleteRun(toRunIdentifier(asked.run, "input.run"), {
        evenIfOpen: asked.evenIfOpen === true,
        ...(typeof asked.atRevision === "number" && { atRevision: asked.atRevision }),
      }),
  }),
}));
