import type { ActionPhase } from "@runledger/proto/core/v1";
import type { ActionRecord } from "@runledger/proto/run/v1";
import type { RuleId } from "./rules.ts";

/** A report that is to be stored. */
export interface Folded {
  /**
   * - `moved`: the action moved, within its attempt or into a later one.
   * - `updated`: it tells of the current phase again; details may have changed.
   * - `late`: it tells of an earlier phase or attempt; the action doesn't move back.
   */
  readonly kind: "moved" | "updated" | "late";
  /** The action with the report in it: a new object, which shares with the old one what didn't change. */
  readonly record: ActionRecord;
  /** The phase that the action was in. The absent one if nothing was known. */
  readonly from: ActionPhase;
  /** The phase that it is in now. Equals `from` unless it moved (and may equal it then too: in another attempt). */
  readonly to: ActionPhase;
  /** The number of the attempt that it is in now. */
  readonly attempt: number;
}

/** A report that is known already: acknowledged, and not stored again. */
export interface Duplicate {
  readonly kind: "duplicate";
}

/** A report that is refused: quarantined, and the action stays as it was. */
export interface Refused {
  /** `conflict`: another report under this key came first. `rejected`: a rule forbids it. */
  readonly kind: "conflict" | "rejected";
  readonly rule: RuleId;
  /** Says what was wrong and what would have been right, in a sentence or two: field, value, limit, way out. */
  readonly message: string;
  /** The phase that the action is in. The absent one if nothing is known. */
  readonly from: ActionPhase;
  /** The number of the attempt that it is in. 0 if nothing is known. */
  readonly fromAttempt: number;
  /** The phase that was reported, which need not be one of the schema. */
  readonly reported: ActionPhase;
  /** The phases that would have been news in the reported attempt, by rank. Empty if nothing may follow in it. */
  readonly legal: readonly ActionPhase[];
}

/** What became of a report. */
export type FoldResult = Folded | Duplicate | Refused;
