import type { Severity } from "../rules/severity.ts";
import type { Waiver } from "../waivers/waiver.ts";

/** How streams are judged. Plain data, so that it can be handed to another thread. */
export interface JudgeOptions {
  /** The names of the inputs, by their numbers. */
  readonly sources: readonly string[];
  /** The time of the check, in milliseconds since 1970. */
  readonly now: number;
  /** How far a clock may be ahead, in milliseconds. Default: 5 minutes. */
  readonly clockTolerance?: number;
  /** Severities that differ from the catalogue's, by rule. */
  readonly severities?: Readonly<Record<string, Severity | "off">>;
  readonly waivers?: readonly Waiver[];
  /** How many actions are remembered at a time, at most. Default: 200,000. */
  readonly maxActions?: number;
  /** How many findings are kept whole; the others are counted. Default: 1,000. */
  readonly maxFindings?: number;
  /** How many attempts an action may have where no declaration says. 0: not known. */
  readonly maxAttempts?: number;
  /** How long an action may wait before it starts where no declaration says, in milliseconds. Undefined: not judged. */
  readonly queueingBudget?: number;
  /** The reports come from a ledger: its own reports among them are taken. */
  readonly fromLedger?: boolean;
  /** The stream may have been cut before the end: what is still open is not faulted. */
  readonly isPartial?: boolean;
}

export const defaultClockTolerance = 300_000;
export const defaultMaxActions = 200_000;
export const defaultMaxFindings = 1000;
