import type { RetryAbortResult } from "@runledger/ledger";
import type { RunIdentifier } from "@runledger/proto";
import { builder } from "../builder.ts";
import { runIdentifierInput, toRunIdentifier } from "../inputs/identifiers.ts";
import { run } from "../types/run.ts";

const input = builder.inputType("RetryAbortsInput", {
  description: "Which aborts to deliver anew.",
  fields: (t) => ({
    run: t.field({ type: runIdentifierInput, required: true, description: "The run." }),
    action: t.string({
      required: false,
      description: "The name of one action. Left out: every action of the run.",
    }),
  }),
});

const payload = builder
  .objectRef<RetryAbortResult & { readonly id: RunIdentifier }>("RetryAbortsPayload")
  .implement({
    description: "What became of it.",
    fields: (t) => ({
      retried: t.int({
        description: "How many actions' aborts are requested again. 0: none of them was given up.",
        resolve: (own) => own.retried,
      }),
      revision: t.field({
        type: "Revision",
        description: "The revision of the run by then.",
        resolve: (own) => own.revision,
      }),
      run: t.field({
        type: run,
        nullable: true,
        description: "The run, as it is now.",
        resolve: (own, _, { loaders }) => loaders.run.load(own.id),
      }),
    }),
  });

builder.mutationField("retryAborts", (t) =>
  t.field({
    type: payload,
    description:
      "Has aborts delivered anew that were given up, since the work couldn't be ended. Those that weren't given up stay as they are.",
    args: { input: t.arg({ type: input, required: true, description: "Which ones." }) },
    complexity: 10,
    resolve: async (_, args, { ledger }) => {
      const id = toRunIdentifier(args.input.run, "input.run");
      return { id, ...(await ledger.retryAborts(id, args.input.action ?? undefined)) };
    },
  }),
);
