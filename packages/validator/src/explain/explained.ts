import type { InputProblem } from "../streams/stream-result.ts";

/** What a report did to what it tells of. */
export type Effect = "moved" | "updated" | "late" | "duplicate" | "conflict" | "rejected";

/** One report of a chain, and what it did. */
export interface ExplainedReport {
  readonly attempt: number;
  /** The name of the phase, without the prefix of its enum. */
  readonly phase: string;
  readonly version: number;
  /** In ISO 8601; undefined where the report didn't say. */
  readonly time: string | undefined;
  readonly producer: string;
  readonly effect: Effect;
  /** The phase before, of a report that moved it; undefined if it was heard of for the first time. */
  readonly from: string | undefined;
  /** The rule that refuses it; undefined where it was taken. */
  readonly rule: string | undefined;
  /** What was wrong and what would have been right; empty where it was taken. */
  readonly message: string;
  readonly source: string;
  readonly byte: number;
  readonly line: number;
}

/** Where something stands when all was told. */
export interface ExplainedPhase {
  readonly phase: string;
  /** What the lifecycle says of the phase. */
  readonly description: string;
  readonly attempt: number;
  readonly isFinal: boolean;
  /** What may follow in this attempt. */
  readonly legal: readonly string[];
}

/** The phases of what lies below the root of a run. */
export interface BelowRoot {
  readonly phase: string;
  readonly count: number;
  /** The names of some that have not ended. */
  readonly open: readonly string[];
}

/** The chain of reports that led something to where it is: an action, or a workflow, a node or a task of Flyte 1. */
export interface ExplainedAction {
  /** `project/domain/run/action`. */
  readonly symbol: string;
  /** Undefined: nothing of it was taken. */
  readonly now: ExplainedPhase | undefined;
  readonly reports: readonly ExplainedReport[];
  /** Of the root of a run that was asked for whole: what lies below it. */
  readonly below: readonly BelowRoot[];
}

/** What there is to be explained. */
export interface Explained {
  /** In the order in which they were heard of. */
  readonly actions: readonly ExplainedAction[];
  readonly problems: readonly InputProblem[];
}
