import { create } from "@bufbuild/protobuf";
import type { SignalResult } from "@runledger/ledger";
import {
  type ActionIdentifier,
  ActionPhaseSchema,
  EnrichedIdentitySchema,
  type Literal,
  LiteralSchema,
  type PrimitiveSchema,
} from "@runledger/proto";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { builder } from "../builder.ts";
import { actionIdentifierInput, toActionIdentifier } from "../inputs/identifiers.ts";
import { decodeInput } from "../proto/decode-input.ts";
import { enumType } from "../proto/enum-type.ts";
import { inputType } from "../proto/input-type.ts";
import { action } from "../types/action.ts";

const outcome = builder.enumType("SignalOutcome", {
  description: "What became of a signal.",
  values: {
    SIGNALLED: { value: "signalled" as const, description: "The condition is resolved." },
    SAME: {
      value: "same" as const,
      description: "It was resolved with the same value before. Nothing was written.",
    },
    REFUSED: {
      value: "refused" as const,
      description: "The action can't be signalled so. Nothing was written.",
    },
  },
});

const refusal = builder.enumType("SignalRefusal", {
  description: "Why an action can't be signalled so.",
  values: {
    NOT_CONDITION: {
      value: "not-a-condition" as const,
      description: "The action is no condition.",
    },
    NOT_WAITING: { value: "not-waiting" as const, description: "The condition doesn't wait yet." },
    WRONG_TYPE: {
      value: "wrong-type" as const,
      description: "The value isn't of the condition's type.",
    },
    OTHER_VALUE: {
      value: "other-value" as const,
      description: "It was resolved with another value before, which stands.",
    },
    ENDED: { value: "ended" as const, description: "The condition has ended." },
  },
});

const valueInput = builder.inputType("SignalValueInput", {
  description: "The value of a signal: one of these, of the type that the condition declares.",
  isOneOf: true,
  fields: (t) => ({
    boolean: t.boolean({ description: "True or false." }),
    integer: t.field({ type: "Long", description: "A whole number of 64 bits." }),
    floatValue: t.field({ type: "Double", description: "A floating-point number of 64 bits." }),
    stringValue: t.string({ description: "Text." }),
  }),
});

const input = builder.inputType("SignalConditionInput", {
  description: "Which condition to signal, with which value.",
  fields: (t) => ({
    action: t.field({ type: actionIdentifierInput, required: true, description: "The condition." }),
    value: t.field({ type: valueInput, required: true, description: "The value." }),
    signalledBy: t.field({
      type: inputType(EnrichedIdentitySchema),
      required: false,
      description: "Who signals.",
    }),
  }),
});

interface Signalled {
  readonly id: ActionIdentifier;
  readonly result: SignalResult;
}

const payload = builder.objectRef<Signalled>("SignalConditionPayload").implement({
  description: "What became of a signal.",
  fields: (t) => ({
    outcome: t.field({
      type: outcome,
      description: "What became of it.",
      resolve: ({ result }) => result.kind,
    }),
    revision: t.field({
      type: "Revision",
      nullable: true,
      description: "The revision of the run that it made. Null unless it was written.",
      resolve: ({ result }) => ("revision" in result ? result.revision : undefined),
    }),
    reason: t.field({
      type: refusal,
      nullable: true,
      description: "Why it was refused. Null unless it was.",
      resolve: ({ result }) => ("reason" in result ? result.reason : undefined),
    }),
    phase: t.field({
      type: enumType(ActionPhaseSchema),
      nullable: true,
      description: "The phase that the action is in. Null unless the signal was refused.",
      resolve: ({ result }) => ("phase" in result ? result.phase : undefined),
    }),
    message: t.string({
      nullable: true,
      description: "What is wrong and what would be right. Null unless it was refused.",
      resolve: ({ result }) => ("message" in result ? result.message : undefined),
    }),
    action: t.field({
      type: action,
      nullable: true,
      description: "The action, as it is now.",
      resolve: ({ id }, _, { loaders }) => loaders.actionDetails.load(id),
    }),
  }),
});

type SignalValue = {
  readonly boolean?: boolean | null | undefined;
  readonly integer?: bigint | null | undefined;
  readonly floatValue?: number | null | undefined;
  readonly stringValue?: string | null | undefined;
};

/** GraphQL has seen to it that exactly one is given. */
function toLiteral(given: SignalValue): Literal {
  const [name, value] = Object.entries(given)[0]!;
  const primitive = { value: { case: name, value } } as MessageInitShape<typeof PrimitiveSchema>;
  return create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "primitive", value: primitive } } },
  });
}

builder.mutationField("signalCondition", (t) =>
  t.field({
    type: payload,
    description: "Resolves a condition that waits for a signal. The same value may be sent again.",
    args: {
      input: t.arg({ type: input, required: true, description: "Which condition, and the value." }),
    },
    complexity: 10,
    resolve: async (_, args, { ledger }) => {
      const id = toActionIdentifier(args.input.action, "input.action");
      const by = args.input.signalledBy
        ? decodeInput(EnrichedIdentitySchema, args.input.signalledBy, "input.signalledBy")
        : undefined;
      return { id, result: await ledger.signal(id, toLiteral(args.input.value), by) };
    },
  }),
);
