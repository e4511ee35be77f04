/** A rule by which a report or a declaration is refused. */
export interface Rule {
  /** Names it in words, as in `illegal-transition`. */
  readonly name: string;
  /** Says what must hold. */
  readonly sentence: string;
  /** Says what whoever broke it can do. */
  readonly wayOut: string;
}

/** The id of a rule. */
export type RuleId =
  | "RL101"
  | "RL102"
  | "RL103"
  | "RL104"
  | "RL201"
  | "RL202"
  | "RL203"
  | "RL301"
  | "RL302"
  | "RL303"
  | "RL304"
  | "RL305"
  | "RL306"
  | "RL401"
  | "RL701";

/**
 * The rules by which the ledger refuses: a closed list with stable ids. RL1xx judge a report by itself, RL2xx its attempt,
 * RL3xx what is known of its action, RL4xx its run, RL7xx the worker that reports. RL5xx and RL6xx are the validator's.
 */
export const rules: Readonly<Record<RuleId, Rule>> = {
  RL101: {
    name: "malformed-report",
    sentence: "A report must have the shape that its schema says.",
    wayOut: "Mend the field and report again.",
  },
  RL102: {
    name: "absent-phase",
    sentence: "A report must tell of a phase.",
    wayOut: "Set the phase that the action is in.",
  },
  RL103: {
    name: "unknown-phase",
    sentence: "A report must tell of a phase that the schema has.",
    wayOut: "Report a phase of this schema, or update the ledger if the phase is newer than it.",
  },
  RL104: {
    name: "reserved-version",
    sentence: "Version 4294967295 is kept for the ledger's own reports.",
    wayOut: "Count versions up from 0.",
  },
  RL201: {
    name: "attempt-above-maximum",
    sentence: "An attempt's number must not be above the action's maximum of attempts.",
    wayOut:
      "Declare the action with a higher max_attempts, at most 1000, before it is tried that often.",
  },
  RL202: {
    name: "phase-cannot-be-in-later-attempt",
    sentence:
      "After the first attempt, a report may only tell of a phase that an attempt can start with.",
    wayOut: "Report the phase in attempt 1, or one of the legal phases.",
  },
  RL203: {
    name: "earlier-attempt-contradicted",
    sentence: "What is told of an earlier attempt must leave room for the attempts after it.",
    wayOut: "Report under the number of the attempt that it happened in.",
  },
  RL301: {
    name: "illegal-transition",
    sentence: "A phase must come before or after every phase that is known of its attempt.",
    wayOut: "Report one of the legal phases, or another attempt.",
  },
  RL302: {
    name: "after-end",
    sentence: "Nothing follows when an action has ended.",
    wayOut: "Report what follows as another action.",
  },
  RL303: {
    name: "after-abort",
    sentence: "Nothing follows when an action was aborted.",
    wayOut: "Stop the work and report that it has stopped; run it again as another action.",
  },
  RL304: {
    name: "conflicting-report",
    sentence: "Two reports on one attempt, phase and version must say the same.",
    wayOut: "Report what has changed under the next version.",
  },
  RL305: {
    name: "invalid-parent",
    sentence: "An action's parents must lead to the root, and the root has none.",
    wayOut: "Name another action of the run as the parent, or none for a child of the root.",
  },
  RL306: {
    name: "conflicting-declaration",
    sentence: "A declaration must agree with itself and with the one before it.",
    wayOut: "Repeat the first declaration, or declare an action of another name.",
  },
  RL401: {
    name: "run-aborted",
    sentence: "A run that was aborted takes no new actions.",
    wayOut: "Stop the work; run it again as another run.",
  },
  RL701: {
    name: "lease-lost",
    sentence: "A worker only reports on work that it has leased, and under its latest lease.",
    wayOut: "Let go of the work: another worker has it, or it is done.",
  },
};
