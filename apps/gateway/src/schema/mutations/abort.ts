import { create } from "@bufbuild/protobuf";
import type { AbortResult } from "@runledger/ledger";
import {
  type AbortInfo,
  AbortInfoSchema,
  AbortStateSchema,
  type ActionIdentifier,
  ActionPhaseSchema,
  EnrichedIdentitySchema,
  type RunIdentifier,
} from "@runledger/proto";
import { builder } from "../builder.ts";
import {
  actionIdentifierInput,
  runIdentifierInput,
  toActionIdentifier,
  toRunIdentifier,
} from "../inputs/identifiers.ts";
import { decodeInput } from "../proto/decode-input.ts";
import { enumType } from "../proto/enum-type.ts";
import { inputType, type MessageInput } from "../proto/input-type.ts";
import { action } from "../types/action.ts";
import { run } from "../types/run.ts";

const outcome = builder.enumType("AbortOutcome", {
  description: "What became of the request to abort.",
  values: {
    ABORTED: { value: "aborted" as const, description: "The abort is recorded." },
    REQUESTED_BEFORE: {
      value: "requestedBefore" as const,
      description: "It was requested before, and that request stands. Nothing was written.",
    },
    ENDED: {
      value: "ended" as const,
      description: "It and everything below it had ended before. Nothing was written.",
    },
  },
});

const result = builder.objectRef<AbortResult>("AbortResult").implement({
  description: "What became of the request to abort.",
  fields: (t) => ({
    outcome: t.field({
      type: outcome,
      description: "What became of it.",
      resolve: ({ kind }) => kind,
    }),
    revision: t.field({
      type: "Revision",
      nullable: true,
      description: "The revision of the run that it made. Null unless it was written.",
      resolve: (own) => ("revision" in own ? own.revision : undefined),
    }),
    moved: t.int({
      description: "How many actions it moved to an aborted phase.",
      resolve: (own) => ("moved" in own ? own.moved : 0),
    }),
    stopped: t.int({
      description: "How many actions between two attempts it keeps from trying again.",
      resolve: (own) => ("stopped" in own ? own.stopped : 0),
    }),
    state: t.field({
      type: enumType(AbortStateSchema),
      nullable: true,
      description:
        "How far the abort has come: confirmed where no engine owns the work. Null: there is none.",
      resolve: (own) => ("state" in own ? own.state : undefined),
    }),
    phase: t.field({
      type: enumType(ActionPhaseSchema),
      nullable: true,
      description: "The phase that it had ended in. Null unless it had.",
      resolve: (own) => ("phase" in own ? own.phase : undefined),
    }),
    message: t.string({
      nullable: true,
      description: "Why nothing was written. Null where something was.",
      resolve: (own) => ("message" in own ? own.message : undefined),
    }),
  }),
});

const why = {
  reason: "Why. Shown to people. At most 4096 characters.",
  abortedBy: "Who aborts it.",
} as const;

const runInput = builder.inputType("AbortRunInput", {
  description: "Which run to abort, and why.",
  fields: (t) => ({
    run: t.field({ type: runIdentifierInput, required: true, description: "The run." }),
    reason: t.string({ required: false, description: why.reason }),
    abortedBy: t.field({
      type: inputType(EnrichedIdentitySchema),
      required: false,
      description: why.abortedBy,
    }),
  }),
});

const actionInput = builder.inputType("AbortActionInput", {
  description: "Which action to abort, and why.",
  fields: (t) => ({
    action: t.field({ type: actionIdentifierInput, required: true, description: "The action." }),
    reason: t.string({ required: false, description: why.reason }),
    abortedBy: t.field({
      type: inputType(EnrichedIdentitySchema),
      required: false,
      description: why.abortedBy,
    }),
  }),
});

function toInfo(input: {
  readonly reason?: string | null | undefined;
  readonly abortedBy?: MessageInput | null | undefined;
}): AbortInfo {
  return create(AbortInfoSchema, {
    reason: input.reason ?? "",
    ...(input.abortedBy && {
      abortedBy: decodeInput(EnrichedIdentitySchema, input.abortedBy, "input.abortedBy"),
    }),
  });
}

const runPayload = builder
  .objectRef<{ readonly id: RunIdentifier; readonly result: AbortResult }>("AbortRunPayload")
  .implement({
    description: "What became of the request to abort a run.",
    fields: (t) => ({
      result: t.field({
        type: result,
        description: "What became of the request.",
        resolve: (own) => own.result,
      }),
      run: t.field({
        type: run,
        nullable: true,
        description: "The run, as it is now.",
        resolve: (own, _, { loaders }) => loaders.run.load(own.id),
      }),
    }),
  });

const actionPayload = builder
  .objectRef<{ readonly id: ActionIdentifier; readonly result: AbortResult }>("AbortActionPayload")
  .implement({
    description: "What became of the request to abort an action.",
    fields: (t) => ({
      result: t.field({
        type: result,
        description: "What became of the request.",
        resolve: (own) => own.result,
      }),
      action: t.field({
        type: action,
        nullable: true,
        description: "The action, as it is now.",
        resolve: (own, _, { loaders }) => loaders.actionDetails.load(own.id),
      }),
    }),
  });

builder.mutationFields((t) => ({
  abortRun: t.field({
    type: runPayload,
    description:
      "Aborts a run: every action of it that hasn't ended, in one transaction. Aborting what has ended changes nothing and says so.",
    args: { input: t.arg({ type: runInput, required: true, description: "Which run, and why." }) },
    complexity: 10,
    resolve: async (_, { input }, { ledger }) => {
      const id = toRunIdentifier(input.run, "input.run");
      return { id, result: await ledger.abortRun(id, toInfo(input)) };
    },
  }),
  abortAction: t.field({
    type: actionPayload,
    description:
      "Aborts an action and everything below it that hasn't ended, in one transaction. Aborting what has ended changes nothing and says so.",
    args: {
      input: t.arg({ type: actionInput, required: true, description: "Which action, and why." }),
    },
    complexity: 10,
    resolve: async (_, { input }, { ledger }) => {
      const id = toActionIdentifier(input.action, "input.action");
      return { id, result: await ledger.abortAction(id, toInfo(input)) };
    },
  }),
}));
