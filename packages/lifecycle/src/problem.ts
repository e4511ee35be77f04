/**
 * What can be wrong with a declared lifecycle. The ids are stable; each is explained in
 * docs/lifecycle/README.md.
 */
export type ProblemId =
  | "lifecycle-missing"
  | "subject-missing"
  | "description-missing"
  | "version-missing"
  | "initial-missing"
  | "initial-unknown"
  | "initial-absent"
  | "initial-terminal"
  | "initial-starts-no-attempt"
  | "step-missing"
  | "role-missing"
  | "role-unknown"
  | "alias"
  | "no-terminal"
  | "ends-missing"
  | "ends-misplaced"
  | "outcome-missing"
  | "outcome-misplaced"
  | "edge-unknown"
  | "edge-to-itself"
  | "edge-twice"
  | "edge-from-terminal"
  | "edge-to-absent"
  | "cycle"
  | "unreachable"
  | "dead-end"
  | "absent-retryable"
  | "absent-starts-attempt"
  | "end-retryable"
  | "retry-without-start"
  | "start-without-retry";

/** One thing that is wrong with a declared lifecycle. */
export interface Problem {
  readonly id: ProblemId;
  /** The full name of the enum. */
  readonly enum: string;
  /** The name of the value to mend; undefined where it is the enum's own option. */
  readonly value: string | undefined;
  /** Says what is wrong and how to mend it. */
  readonly message: string;
}
