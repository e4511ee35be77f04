import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type {
  AbortRequest,
  ActionEvent,
  ActionMetadata,
  ActionRecord,
  WorkRecord,
} from "@runledger/proto/run/v1";
import type { WorkPolicy } from "./work-policy.ts";

/** What a decision is made on. */
export interface WorkContext {
  readonly record: ActionRecord;
  readonly metadata: ActionMetadata | undefined;
  /** How far the reconciler is with it. `create(WorkRecordSchema)` at first. */
  readonly work: WorkRecord;
  readonly policy: WorkPolicy;
  /** Whether the run's root has ended for good, so that nothing below it may go on. */
  readonly runEnded?: boolean;
  readonly now: Timestamp;
  /** From 0 up to, but not including, 1: spreads what is tried again. */
  readonly chance: number;
}

/** What to do next with an action. Whatever comes of it is the next observation. */
export type NextStep =
  /** Call the plugin: it starts the work of this attempt, or says how far it is. */
  | { readonly kind: "handle"; readonly attempt: number }
  /** End the resource of this attempt, and clear away what it left behind. What isn't found has ended. */
  | { readonly kind: "abort"; readonly attempt: number }
  /** Clear away what the resource of this attempt left behind: it has ended by itself. */
  | { readonly kind: "finalize"; readonly attempt: number }
  /** Ask the cache for the outputs. */
  | { readonly kind: "look-up" }
  /** Put the outputs into the cache: `work.outputs`. */
  | { readonly kind: "publish" }
  /** Look for the outputs in the run that the action was recovered from. */
  | { readonly kind: "recover" }
  /** Look again then, or when the ledger or the plugin has news. */
  | { readonly kind: "wait"; readonly until: Timestamp }
  /** Nothing, until the ledger has news: a signal, an abort that is tried again by hand. */
  | { readonly kind: "idle" }
  /** Nothing ever again. */
  | { readonly kind: "done" };

/** What becomes of an action. Commit the first three together, and then take the step. */
export interface Decision {
  /** Reports, in order, without ids. The ledger takes all of them, if the record was what it has. */
  readonly reports: readonly ActionEvent[];
  readonly work: WorkRecord;
  /** How far an abort has come now, if that has changed otherwise than by a report. */
  readonly abort: AbortRequest | undefined;
  readonly next: NextStep;
}
