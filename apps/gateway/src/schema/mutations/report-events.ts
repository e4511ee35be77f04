import type { Report } from "@runledger/ledger";
import { ActionDeclarationSchema, ActionEventSchema, ReportOutcomeSchema } from "@runledger/proto";
import { builder, type InputOf } from "../builder.ts";
import { decodeInput } from "../proto/decode-input.ts";
import { enumType } from "../proto/enum-type.ts";
import { inputType, type MessageInput } from "../proto/input-type.ts";
import { type ReportAnswer, reportOutcomes, reportResult } from "./report-result.ts";

interface ReportInput {
  readonly event: MessageInput;
  readonly declaration?: MessageInput | null | undefined;
}

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

const payload = builder
  .objectRef<{ readonly answers: readonly ReportAnswer[] }>("ReportEventsPayload")
  .implement({
    description: "What became of each report.",
    fields: (t) => ({
      counts: t.field({
        type: [outcomeCount],
        description:
          "How many reports came to which outcome. Outcomes that none came to are left out.",
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ answers }) =>
          Object.values(reportOutcomes)
            .map((outcome) => ({
              outcome,
              count: answers.filter(({ result }) => reportOutcomes[result.kind] === outcome).length,
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
            ? answers.filter(({ result }) => only.includes(reportOutcomes[result.kind]))
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
