import type {
  ActionAttempt,
  ActionEvent,
  ActionMetadata,
  ActionRecord,
} from "@runledger/proto/run/v1";
import { latestAttempt } from "./current.ts";
import { attemptAt } from "./find-attempt.ts";
import { actionPhaseLifecycle as lifecycle } from "./lifecycles.ts";
import { phaseLabel } from "./phase-label.ts";
import { attemptLimit } from "./retry.ts";
import type { RuleId } from "./rules.ts";

/** The rules by which a report is refused for what it tells of its action. */
export type FoldRule = Exclude<RuleId, "RL305" | "RL306" | "RL401" | "RL701">;

interface Case {
  readonly record: ActionRecord;
  readonly metadata: ActionMetadata | undefined;
  readonly event: ActionEvent;
  /** The phase that was reported, for people. */
  readonly phase: string;
  /** The phase and attempt that the action is in, for people. */
  readonly current: string;
}

const problems: Readonly<Record<FoldRule, (refused: Case) => string>> = {
  RL101: ({ event }) => `attempt: ${event.attempt} is no attempt; they are numbered from 1.`,
  RL102: ({ phase }) => `phase: ${phase} tells nothing.`,
  RL103: ({ phase }) => `phase: ${phase} is no value of ${lifecycle.typeName}.`,
  RL104: ({ event }) => `version: ${event.version} is kept for the ledger's own reports.`,
  RL201: ({ event, metadata }) =>
    `attempt: ${event.attempt} is above ${attemptLimit(metadata)}, ` +
    (metadata?.maxAttempts
      ? "the max_attempts that the action was declared with."
      : "the limit where no max_attempts is declared."),
  RL202: ({ event, phase }) =>
    `phase: ${phase} can't be told of attempt ${event.attempt}, only of the first.`,
  RL203: ({ event, phase, record }) =>
    `phase: ${phase} can't be told of attempt ${event.attempt}${clashOf(attemptAt(record, event.attempt), event)}, ` +
    `since attempt ${latestAttempt(record)?.attempt} followed it.`,
  RL301: ({ event, phase, record }) =>
    `phase: ${phase} can't be told of attempt ${event.attempt}` +
    `${clashOf(attemptAt(record, event.attempt), event)}.`,
  RL302: ({ event, phase, current }) =>
    `phase: ${phase} of attempt ${event.attempt} can't follow ${current}, with which the action ended.`,
  RL303: ({ event, phase, current }) =>
    `phase: ${phase} of attempt ${event.attempt} can't follow ${current}: the action was aborted.`,
  RL304: ({ event, phase }) =>
    `version: ${event.version} of ${phase} in attempt ${event.attempt} was reported with other content before, and ` +
    "that report stands.",
};

/** Says what is wrong with a report, in a sentence that names the field and its value. */
export function problemOf(
  rule: FoldRule,
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  event: ActionEvent,
): string {
  const latest = latestAttempt(record);
  const current =
    latest === undefined ? "" : `${phaseLabel(latest.phase)} of attempt ${latest.attempt}`;
  return problems[rule]({ record, metadata, event, phase: phaseLabel(event.phase), current });
}

/** Names the known phases of an attempt that the reported one comes neither before nor after. */
function clashOf(attempt: ActionAttempt | undefined, event: ActionEvent): string {
  const clashing = (attempt?.phaseTransitions ?? [])
    .filter(({ phase }) => !lifecycle.comparable(phase, event.phase))
    .map(({ phase }) => phaseLabel(phase));
  return clashing.length === 0 ? "" : `, which is known to have been ${clashing.join(" and ")}`;
}
