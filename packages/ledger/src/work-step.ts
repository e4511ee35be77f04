import type {
  AbortRequest,
  ActionEvent,
  ActionIdentifier,
  ActionMetadata,
  ActionRecord,
  WorkRecord,
} from "@runledger/proto";

import type { RuleId } from "@runledger/state";

/** What a worker has decided on one action: committed as a whole, or not at all. */
export interface WorkStep {
  readonly action: ActionIdentifier;
  /** The lease under which it works. */
  readonly fence: number;
  /** The revision of the action that it decided on. */
  readonly revision: number;
  /** Reports of that action, in order. Their ids are filled in. */
  readonly reports: readonly ActionEvent[];
  /** How far it is. Undefined: nothing is left to do. */
  readonly work: WorkRecord | undefined;
  /** How far the abort has come, if that has changed otherwise than by a report. */
  readonly abort?: AbortRequest;
  /** When to look again, in microseconds since 1970. Null: when the ledger has news. */
  readonly dueAt: number | null;
  /** Whether the worker keeps its lease. */
  readonly keep: boolean;
}

/** What became of it. */
export type WorkStepResult =
  | {
      readonly kind: "advanced";
      /** The action as it is now. */
      readonly record: ActionRecord;
      readonly metadata: ActionMetadata;
      readonly revision: number;
    }
  /** The action has changed since: look at it again, and decide anew. */
  | { readonly kind: "stale"; readonly message: string }
  /** The worker has lost its lease, or the work is done: let go of it. */
  | { readonly kind: "lost"; readonly rule: RuleId; readonly message: string }
  /** A report is malformed, which no other time will mend. */
  | { readonly kind: "malformed"; readonly message: string };
