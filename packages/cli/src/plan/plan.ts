import type { ActionDeclaration, ActionEvent, RunDeclaration } from "@runledger/proto";

/** All that is to be sent to a ledger so that it tells a story. The same story makes the same plan, byte for byte. */
export interface Plan {
  readonly declaration: RunDeclaration;
  /** In the order of time. */
  readonly reports: readonly PlannedReport[];
  readonly facts: PlanFacts;
}

/** A report, and when it is due. */
export interface PlannedReport {
  /** In whole milliseconds since the run began. */
  readonly at: number;
  readonly event: ActionEvent;
  /** Comes with the first report on an action, and tells what the action is. */
  readonly declaration?: ActionDeclaration;
}

/** Counts of what a plan tells. */
export interface PlanFacts {
  readonly tasks: number;
  /** Actions that group the tasks, the root aside. */
  readonly groups: number;
  /** All actions: the tasks, the groups and the root. */
  readonly actions: number;
  /** Attempts of tasks. */
  readonly attempts: number;
  /** Those of them that did not end well. */
  readonly failedAttempts: number;
  /** How long the run takes, in milliseconds. */
  readonly duration: number;
}
