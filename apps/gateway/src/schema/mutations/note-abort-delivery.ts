import type { AbortDeliveryResult } from "@runledger/ledger";
import { builder } from "../builder.ts";
import { runIdentifierInput, toRunIdentifier } from "../inputs/identifiers.ts";

const input = builder.inputType("NoteAbortDeliveryInput", {
  description: "Which aborts the engine was told of, and what became of it.",
  fields: (t) => ({
    run: t.field({ type: runIdentifierInput, required: true, description: "The run." }),
    actions: t.stringList({ required: true, description: "The names of the actions." }),
    error: t.string({
      required: false,
      description:
        "Why the engine couldn't be told. Left out: it has taken the requests, and the work hasn't ended yet.",
    }),
  }),
});

const payload = builder.objectRef<AbortDeliveryResult>("NoteAbortDeliveryPayload").implement({
  description: "What became of it.",
  fields: (t) => ({
    noted: t.exposeInt("noted", {
      description:
        "Of how many actions it was noted. The others' aborts are confirmed or given up already, or were never requested.",
    }),
    givenUp: t.exposeInt("givenUp", {
      description: "How many of those are given up by it: they were tried as often as they may be.",
    }),
    revision: t.field({
      type: "Revision",
      description: "The revision of the run by then.",
      resolve: (own) => own.revision,
    }),
  }),
});

builder.mutationField("noteAbortDelivery", (t) =>
  t.field({
    type: payload,
    description:
      "Notes that the engine of a run was told of aborts, or couldn't be told. Until a report confirms them they are to be delivered again, at the time that the ledger sets (`nextDeliveryTime`); after ten times they are given up. Only for runs whose work another engine than Runledger's does.",
    args: { input: t.arg({ type: input, required: true, description: "Which ones." }) },
    complexity: 10,
    resolve: async (_, args, { ledger }) => {
      const { run, actions, error } = args.input;
      const id = toRunIdentifier(run, "input.run");
      const delivery =
        typeof error === "string"
          ? ({ kind: "failed", message: error } as const)
          : ({ kind: "taken" } as const);
      return ledger.noteAbortDelivery(id, actions, delivery);
    },
  }),
);
