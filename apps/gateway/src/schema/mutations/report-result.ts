import type { Report, ReportResult } from "@runledger/ledger";
import { ActionPhaseSchema, ReportOutcome, ReportOutcomeSchema } from "@runledger/proto";
import { builder, type ObjectOf } from "../builder.ts";
import { enumType } from "../proto/enum-type.ts";
import { ruleOf } from "../rule-of.ts";
import { rule } from "../types/rule.ts";
import { declareResult } from "./declare-actions.ts";

/** What became of a report, and which one it was. */
export interface ReportAnswer {
  readonly index: number;
  readonly result: ReportResult;
  readonly report: Report;
}

/** The outcomes, as the protocol names them. */
export const reportOutcomes: Readonly<Record<ReportResult["kind"], ReportOutcome>> = {
  moved: ReportOutcome.MOVED,
  updated: ReportOutcome.UPDATED,
  late: ReportOutcome.LATE,
  duplicate: ReportOutcome.DUPLICATE,
  conflict: ReportOutcome.CONFLICT,
  rejected: ReportOutcome.REJECTED,
};

export const reportResult: ObjectOf<ReportAnswer> = builder
  .objectRef<ReportAnswer>("ReportResult")
  .implement({
    description: "What became of a report.",
    fields: (t) => ({
      index: t.exposeInt("index", { description: "Which report: its place in the input, from 0." }),
      outcome: t.field({
        type: enumType(ReportOutcomeSchema),
        description: "What became of it.",
        resolve: ({ result }) => reportOutcomes[result.kind],
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
