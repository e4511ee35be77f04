import type { Report, ReportResult } from "@runledger/ledger";
import {
  ActionDeclarationSchema,
  ActionEventSchema,
  ActionPhaseSchema,
  ReportOutcome,
  ReportOutcomeSchema,
} from "@runledger/proto";
import { builder, type InputOf, type ObjectOf } from "../builder.ts";
import { decodeInput } from "../proto/decode-input.ts";
import { enumType } from "../proto/enum-type.ts";
import { inputType, type MessageInput } from "../proto/input-type.ts";
import { ruleOf } from "../rule-of.ts";
import { rule } from "../types/rule.ts";
import { declareResult } from "./declare-actions.ts";

interface ReportInput {
  readonly event: MessageInput;
  readonly declaration?: MessageInput | null | undefined;
}

interface Answer {
  readonly index: number;
  readonly result: ReportResult;
  readonly report: Report;
}

const outcomes: Readonly<Record<ReportResult["kind"], ReportOutcome>> = {
  moved: ReportOutcome.MOVED,
  updated: ReportOutcome.UPDATED,
  late: ReportOutcome.LATE,
  duplicate: ReportOutcome.DUPLICATE,
  conflict: ReportOutcome.CONFLICT,
  rejected: ReportOutcome.REJECTED,
};

const reportInput: InputOf<ReportInput> = builder.inputType("ReportInput", {
  description: "A report and, if the producer likes, what the action is.",
  fields: (t) => ({
    event: t.field({
      type: inputType(ActionEventSchema),
      required: true,
      description: "The report.",
    }),
    declaration: t.field({
      type: inputType(ActionDeclarationSchema),
      required: false,
      description:
        "Declares the action before its report is judged, in the same transaction. Its name may be left out: it is the event's.",
    }),
  }),
});

const reportEventsInput = builder.inputType("ReportEventsInput", {
  description: "Reports, of one run or of many.",
  fields: (t) => ({
    reports: t.field({
      type: [reportInput],
      required: true,
      description: "The reports, in the order in which they are to be judged.",
    }),
  }),
});

const outcomeCount = builder
  .objectRef<{ readonly outcome: number; readonly count: number }>("ReportOutcomeCount")
  .implement({
    description: "How many reports came to an outcome.",
    fields: (t) => ({
      outcome: t.expose("outcome", {
        type: enumType(ReportOutcomeSchema),
        description: "The outcome.",
      }),
      count: t.exposeInt("count", { description: "How many reports." }),
    }),
  });

const reportResult: ObjectOf<Answer> = builder.objectRef<Answer>("ReportResult").implement({
  description: "What became of a report.",
  fields: (t) => ({
    index: t.exposeInt("index", { description: "Which report: its place in the input, from 0." }),
    outcome: t.field({
      type: enumType(ReportOutcomeSchema),
      description: "What became of it.",
      resolve: ({ result }) => outcomes[result.kind],
    }),
    revision: t.field({
      type: "Revision",
      nullable: true,
      description: "The revision of its run that it made. Null unless it was stored.",
      resolve: ({ result }) => ("revision" in result ? result.revision : undefined),
    }),
    from: t.field({
      type: enumType(ActionPhaseSchema),
      nullable: true,
      description:
        "The phase that the action was in before. Null: it wasn't known, or the report was a repeat.",
      resolve: ({ result }) => ("from" in result && result.from !== 0 ? result.from : undefined),
    }),
    to: t.field({
      type: enumType(ActionPhaseSchema),
      nullable: true,
      description: "The phase that the action is in now. Null unless the report was stored.",
      resolve: ({ result }) => ("to" in result ? result.to : undefined),
    }),
    attempt: t.field({
      type: "UInt32",
      nullable: true,
      description:
        "The attempt that the action is in now. Null: it isn't known, or the report was a repeat.",
      resolve: ({ result }) =>
        "attempt" in result
          ? result.attempt
          : "fromAttempt" in result && result.fromAttempt > 0
            ? result.fromAttempt
            : undefined,
    }),
    rule: t.field({
      type: rule,
      nullable: true,
      description: "The rule that refuses it. Null unless it was refused.",
      resolve: ({ result }) => ("rule" in result ? ruleOf(result.rule) : undefined),
    }),
    message: t.string({
      nullable: true,
      description: "What was wrong and what would have been right. Null unless it was refused.",
      resolve: ({ result }) => ("message" in result ? result.message : undefined),
    }),
    legal: t.field({
      type: [enumType(ActionPhaseSchema)],
      description:
        "The phases that would have been legal. Empty where it was stored, and where the action has ended.",
      resolve: ({ result }) => ("legal" in result ? [...result.legal] : []),
    }),
    quarantineNumber: t.field({
      type: "Long",
      nullable: true,
      description: "Its number in the quarantine. Null unless it was refused.",
      resolve: ({ result }) => ("quarantineId" in result ? result.quarantineId : undefined),
    }),
    declaration: t.field({
      type: declareResult,
      nullable: true,
      description: "What became of the declaration that came with it.",
      resolve: ({ result, report }) =>
        result.declaration && { name: report.event.id?.name ?? "", result: result.declaration },
    }),
  }),
});

const payload = builder
  .objectRef<{ readonly answers: readonly Answer[] }>("ReportEventsPayload")
  .implement({
    description: "What became of each report.",
    fields: (t) => ({
      counts: t.field({
        type: [outcomeCount],
        description:
          "How many reports came to which outcome. Outcomes that none came to are left out.",
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ answers }) =>
          Object.values(outcomes)
            .map((outcome) => ({
              outcome,
              count: answers.filter(({ result }) => outcomes[result.kind] === outcome).length,
            }))
            .filter(({ count }) => count > 0),
      }),
      results: t.field({
        type: [reportResult],
        description: "What became of each report, in the order of the input.",
        args: {
          only: t.arg({
            type: [enumType(ReportOutcomeSchema)],
            required: false,
            description: "Only those that came to one of these outcomes.",
          }),
        },
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ answers }, { only }) =>
          only
            ? answers.filter(({ result }) => only.includes(outcomes[result.kind]))
            : [...answers],
      }),
    }),
  });

builder.mutationField("reportEvents", (t) =>
  t.field({
    type: payload,
    description:
      "Reports what happened. Answers for each report, and has committed what it answers. A report may be sent again at will: a repeat is known by its key (action, attempt, phase, version). What a rule refuses is kept in quarantine, and the rest of the batch goes through.",
    args: {
      input: t.arg({ type: reportEventsInput, required: true, description: "The reports." }),
    },
    complexity: 10,
    resolve: async (_, { input }, { ledger }) => {
      const reports = input.reports.map((report, at) => toReport(report, `input.reports[${at}]`));
      const results = await ledger.record(reports);
      return {
        answers: results.map((result, index) => ({ index, result, report: reports[index]! })),
      };
    },
  }),
);

function toReport({ event, declaration }: ReportInput, path: string): Report {
  return {
    event: decodeInput(ActionEventSchema, event, `${path}.event`),
    ...(declaration && {
      declaration: decodeInput(ActionDeclarationSchema, declaration, `${path}.declaration`),
    }),
  };
}
