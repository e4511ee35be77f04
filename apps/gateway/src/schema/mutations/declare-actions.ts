import type { DeclareResult } from "@runledger/ledger";
import { ActionDeclarationSchema } from "@runledger/proto";
import { builder, type ObjectOf } from "../builder.ts";
import { runIdentifierInput, toRunIdentifier } from "../inputs/identifiers.ts";
import { fromProtobuf } from "../inputs/from-protobuf.ts";
import { decodeInput } from "../proto/decode-input.ts";
import { inputType } from "../proto/input-type.ts";
import { ruleOf } from "../rule-of.ts";
import { rule } from "../types/rule.ts";

interface Declared {
  readonly name: string;
  readonly result: DeclareResult;
}

const declareOutcome = builder.enumType("DeclareOutcome", {
  description: "What became of the declaration of an action.",
  values: {
    DECLARED: { value: "declared" as const, description: "The action is declared by it." },
    SAME: {
      value: "same" as const,
      description: "It was declared just so before. Nothing was written.",
    },
    REFUSED: {
      value: "refused" as const,
      description: "A rule refuses it. The first declaration stands.",
    },
  },
});

export const declareResult: ObjectOf<Declared> = builder
  .objectRef<Declared>("DeclareResult")
  .implement({
    description: "What became of the declaration of an action.",
    fields: (t) => ({
      name: t.exposeString("name", { description: "The action's name." }),
      outcome: t.field({
        type: declareOutcome,
        description: "What became of it.",
        resolve: ({ result }) => result.kind,
      }),
      revision: t.field({
        type: "Revision",
        nullable: true,
        description: "The revision of the run that it made. Null unless it was written.",
        resolve: ({ result }) => ("revision" in result ? result.revision : undefined),
      }),
      rule: t.field({
        type: rule,
        nullable: true,
        description: "The rule that refuses it.",
        resolve: ({ result }) => ("rule" in result ? ruleOf(result.rule) : undefined),
      }),
      message: t.string({
        nullable: true,
        description: "What is wrong and what would be right.",
        resolve: ({ result }) => ("message" in result ? result.message : undefined),
      }),
    }),
  });

const input = builder.inputType("DeclareActionsInput", {
  description: "Actions of one run.",
  fields: (t) => ({
    run: t.field({
      type: runIdentifierInput,
      required: true,
      description: "The run. Created if it isn't known.",
    }),
    actions: t.field({
      type: [inputType(ActionDeclarationSchema)],
      required: false,
      description: "The actions.",
    }),
    protobuf: t.stringList({
      required: false,
      description:
        "Actions, each as a runledger.run.v1.ActionDeclaration in protobuf, in base64: what this schema doesn't have is kept too. They count behind `actions`.",
    }),
  }),
});

const payload = builder
  .objectRef<{ readonly results: readonly Declared[] }>("DeclareActionsPayload")
  .implement({
    description: "What became of each declaration.",
    fields: (t) => ({
      results: t.field({
        type: [declareResult],
        description: "What became of each declaration, in the order of the input.",
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ results }) => [...results],
      }),
    }),
  });

builder.mutationField("declareActions", (t) =>
  t.field({
    type: payload,
    description:
      "Declares actions: who started them, what they are, how many attempts they may have. May come before or after their reports.",
    args: { input: t.arg({ type: input, required: true, description: "The actions." }) },
    complexity: 10,
    resolve: async (_, args, { ledger }) => {
      const { actions, protobuf } = args.input;
      const declarations = [
        ...(actions ?? []).map((action, at) =>
          decodeInput(ActionDeclarationSchema, action, `input.actions[${at}]`),
        ),
        ...(protobuf ?? []).map((text, at) =>
          fromProtobuf(ActionDeclarationSchema, text, `input.protobuf[${at}]`),
        ),
      ];
      const results = await ledger.declareActions(
        toRunIdentifier(args.input.run, "input.run"),
        declarations,
      );
      return { results: results.map((result, at) => ({ name: declarations[at]!.name, result })) };
    },
  }),
);
