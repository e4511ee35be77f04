import type { Lifecycle } from "@runledger/lifecycle";
import type { RuleId } from "@runledger/state";

/** What a report does to what is known of its subject. */
export interface Step {
  readonly kind: "moved" | "updated" | "late" | "rejected";
  /** The rule that refuses it; undefined where it is taken. */
  readonly rule: RuleId | undefined;
  /** What was wrong and what would have been right; empty where it is taken. */
  readonly message: string;
  /** The numbers of the phases that would have been news, by rank; empty where it is taken. */
  readonly legal: readonly number[];
  /** Where the subject was. */
  readonly from: number;
  readonly fromAttempt: number;
  readonly next: Standing;
}

/** What is known of a subject, as far as legality depends on it. Shared by all subjects of which the same is known. */
export interface Standing {
  /** The phase that the subject is in. */
  readonly phase: number;
  /** The attempt that it is in. 0: nothing is known. */
  readonly attempt: number;
  /** Whether it has ended for good. */
  readonly isFinal: boolean;
  /** Judges a report of another key. */
  step(attempt: number, phase: number): Step;
  /** Has the ledger abort it; undefined where no ledger aborts such subjects. */
  abort?(): Standing;
}

/** One sort of subject, and the lifecycle that it goes through. */
export interface Track {
  /** As in `action`, `workflow`, `node`, `task`. */
  readonly name: string;
  readonly lifecycle: Lifecycle;
  /** Whether reports of one phase are told apart by versions, so that two under one version have to say the same. */
  readonly hasVersions: boolean;
  /** What is known at first. @param maxAttempts 0: nobody has said */
  start(maxAttempts: number): Standing;
}
