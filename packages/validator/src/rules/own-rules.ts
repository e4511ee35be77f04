import type { Rule } from "@runledger/state";
import type { Severity } from "./severity.ts";

type OwnRule = Rule & {
  readonly severity: Severity;
  readonly judges: "message" | "report" | "end";
};

/**
 * The rules that the ledger doesn't refuse by: a report that breaks one is recorded, and tells less than it could, or
 * something that can't have been. Numbered after the ledger's own.
 */
export const ownRules: Readonly<Record<string, OwnRule>> = {
  RL105: {
    name: "end-before-start",
    sentence: "Nothing ends before it starts.",
    wayOut: "Take both times from one clock, and report times that the platform measured.",
    severity: "error",
    judges: "message",
  },
  RL106: {
    name: "error-on-success",
    sentence: "What ended well has no error.",
    wayOut: "Leave the error out, or report the phase in which it ended.",
    severity: "error",
    judges: "message",
  },
  RL107: {
    name: "recovered-without-source",
    sentence: "An action that was taken over from an earlier run says from which action.",
    wayOut: "Set recovered_from in the action's metadata.",
    severity: "error",
    judges: "message",
  },
  RL108: {
    name: "link-without-uri",
    sentence: "A link leads somewhere.",
    wayOut: "Set the uri, or leave the link out until it is known.",
    severity: "error",
    judges: "message",
  },
  RL109: {
    name: "link-without-name",
    sentence: "A link has a name: links of one name replace each other.",
    wayOut: "Name the link by what stands behind it.",
    severity: "warning",
    judges: "message",
  },
  RL110: {
    name: "unknown-enum-value",
    sentence: "The value of an enum is one that the schema has.",
    wayOut: "Use a value of this schema, or update the validator if the value is newer than it.",
    severity: "warning",
    judges: "message",
  },
  RL111: {
    name: "failure-without-error",
    sentence: "What went wrong says what went wrong.",
    wayOut: "Set error, with a code that groups errors of this sort.",
    severity: "warning",
    judges: "message",
  },
  RL112: {
    name: "unknown-field",
    sentence: "A message has the fields that the schema has.",
    wayOut: "Mend the field's name, or update the validator if the field is newer than it.",
    severity: "warning",
    judges: "message",
  },
  RL113: {
    name: "no-producer",
    sentence: "A report says who makes it.",
    wayOut: "Set producer to the name of the engine, the worker or the tool.",
    severity: "note",
    judges: "message",
  },
  RL114: {
    name: "cache-hit-without-source",
    sentence: "Outputs that come from the cache say which attempt put them there.",
    wayOut: "Set cache_metadata.source_action_attempt.",
    severity: "note",
    judges: "message",
  },
  RL204: {
    name: "attempt-gap",
    sentence: "Attempts are numbered without gaps.",
    wayOut: "Report each attempt, at least how it ended; count them from 1.",
    severity: "warning",
    judges: "end",
  },
  RL205: {
    name: "version-backwards",
    sentence: "Of one attempt and phase, a later report has a higher version.",
    wayOut: "Send the reports on one action in order, and count versions up.",
    severity: "warning",
    judges: "report",
  },
  RL206: {
    name: "attempt-without-end",
    sentence: "An attempt that another one follows says how it ended.",
    wayOut: "Report the end of an attempt before the next one.",
    severity: "note",
    judges: "end",
  },
  RL207: {
    name: "overlapping-attempts",
    sentence: "An attempt starts after the one before it has ended.",
    wayOut: "Take the times of all attempts from one clock.",
    severity: "error",
    judges: "end",
  },
  RL307: {
    name: "no-end",
    sentence: "An action ends.",
    wayOut: "Report how it ended. If the stream was cut before that, switch this rule off for it.",
    severity: "error",
    judges: "end",
  },
  RL308: {
    name: "repeated-report",
    sentence: "A report is sent once.",
    wayOut: "Nothing to mend: repeats are harmless. Many of them say that answers get lost.",
    severity: "note",
    judges: "report",
  },
  RL309: {
    name: "late-report",
    sentence: "Reports come in the order in which things happened.",
    wayOut: "Nothing to mend: order doesn't matter to the ledger. People see the phase late.",
    severity: "note",
    judges: "report",
  },
  RL402: {
    name: "missing-root",
    sentence: "A run has a root action, a0, that somebody reports on.",
    wayOut: "Report on a0 too: as long as its root has not ended, a run is never over.",
    severity: "error",
    judges: "end",
  },
  RL403: {
    name: "missing-parent",
    sentence: "The parent of an action is itself declared or reported on.",
    wayOut: "Report on the parent, or name the parent that was meant.",
    severity: "error",
    judges: "end",
  },
  RL404: {
    name: "child-outlives-parent",
    sentence: "An action ends before the action above it does.",
    wayOut: "End the children first, or abort them with their parent.",
    severity: "warning",
    judges: "end",
  },
  RL405: {
    name: "open-below-ended-run",
    sentence: "When the root of a run has ended, everything below it has.",
    wayOut: "Report how the action ended, before the root or after it.",
    severity: "error",
    judges: "end",
  },
  RL501: {
    name: "time-backwards",
    sentence: "A later phase of an attempt begins at a later time.",
    wayOut: "Take the times of an attempt from one clock.",
    severity: "error",
    judges: "end",
  },
  RL502: {
    name: "time-from-the-future",
    sentence: "Nothing is reported before it happens.",
    wayOut: "Set the clock of the machine that reports it.",
    severity: "error",
    judges: "report",
  },
  RL503: {
    name: "no-time",
    sentence: "A report says when it happened.",
    wayOut: "Set updated_time to when the platform saw it happen.",
    severity: "warning",
    judges: "report",
  },
  RL504: {
    name: "queueing-budget-exceeded",
    sentence: "An action starts within its queueing budget.",
    wayOut: "Give the queue more to run on, or the action a tier that fits.",
    severity: "warning",
    judges: "end",
  },
  RL505: {
    name: "reported-before-it-happened",
    sentence: "A producer sees what happened after it happened.",
    wayOut: "Set the clocks of the platform and of the producer.",
    severity: "warning",
    judges: "report",
  },
  RL506: {
    name: "time-out-of-range",
    sentence: "A time lies in the years 1 to 9999, with 0 to 999,999,999 nanoseconds.",
    wayOut: "Convert the time with a library of protobuf.",
    severity: "error",
    judges: "message",
  },
};
