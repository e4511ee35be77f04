import type { ActionDeclaration, ActionEvent, ActionPhase } from "@runledger/proto";
import type { RuleId } from "@runledger/state";
import type { DeclareResult } from "./declare-result.ts";

/** What a producer says of one action, and, if it likes, what the action is. */
export interface Report {
  readonly event: ActionEvent;
  /** Declares the action before its report is judged. Its name may be left out: it is the event's. */
  readonly declaration?: ActionDeclaration;
}

/** What became of a report. */
export type ReportResult = ReportStored | ReportDuplicate | ReportRefused;

/** The report is stored. */
export interface ReportStored {
  /** `moved`: the action moved. `updated`: its details changed. `late`: it told of the past. */
  readonly kind: "moved" | "updated" | "late";
  /** The revision of the run that the report made. */
  readonly revision: number;
  /** The phase that the action was in before. The absent one where it wasn't known. */
  readonly from: ActionPhase;
  /** The phase that the action is in now. */
  readonly to: ActionPhase;
  /** The attempt that the action is in now. */
  readonly attempt: number;
  /** What became of the declaration that came with it. */
  readonly declaration?: DeclareResult;
}

/** The same report is stored already. Nothing was written. */
export interface ReportDuplicate {
  readonly kind: "duplicate";
  /** What became of the declaration that came with it. */
  readonly declaration?: DeclareResult;
}

/** The report is refused, and kept in quarantine. */
export interface ReportRefused {
  /** `conflict`: another report with this key came before, and stands. `rejected`: a rule refuses it. */
  readonly kind: "conflict" | "rejected";
  /** The rule: `rules` of @runledger/state tells it in words. */
  readonly rule: RuleId;
  /** What was wrong and what would have been right. */
  readonly message: string;
  /** The phase that the action is in. The absent one where it isn't known. */
  readonly from: ActionPhase;
  /** The attempt that the action is in. 0: it isn't known. */
  readonly fromAttempt: number;
  /** The phase that was reported. */
  readonly reported: ActionPhase;
  /** The phases that would have been legal. */
  readonly legal: readonly ActionPhase[];
  /** Its number in the quarantine. */
  readonly quarantineId: number;
  /** What became of the declaration that came with it. */
  readonly declaration?: DeclareResult;
}
