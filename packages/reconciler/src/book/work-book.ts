import type { WorkStep, WorkStepResult } from "@runledger/ledger";
import type { ActionIdentifier, WorkRecord } from "@runledger/proto";
import type { HeldWork, WorkClaim, WorkLease } from "@runledger/store";
import type { Known } from "../drive/known.ts";

/** Work that a worker has got. */
export interface Leased extends WorkLease {
  readonly action: ActionIdentifier;
  readonly taskType: string;
  /** How far it is. */
  readonly record: WorkRecord;
  /**
   * The action as it was when its work was leased. Where another transaction was quicker it may be older than that: what is
   * decided on it is stale then, and the ledger says so. Undefined: it is to be read.
   */
  readonly known: Known | undefined;
}

/** Who leases, and for how long, in microseconds. */
export interface Leasing {
  readonly owner: string;
  readonly now: number;
  readonly lease: number;
}

/** What work a worker wants. */
export type Wanted = Omit<WorkClaim, "owner" | "now" | "until">;

/** Where work is leased, and what becomes of it is written: a database, or a gateway that has one. */
export interface WorkBook {
  /** Leases work that is due, in one transaction. */
  claim(leasing: Leasing, wanted: readonly Wanted[]): Promise<Leased[]>;
  /** Makes leases last. Those that are missing from the answer are lost. */
  renew(leasing: Leasing, leases: readonly WorkLease[]): Promise<HeldWork[]>;
  /** Reads an action that is leased; undefined if it is there no more. */
  read(work: Pick<Leased, "action" | "runId">): Promise<Known | undefined>;
  /** Commits what was decided on an action, under its lease. */
  advance(step: WorkStep): Promise<WorkStepResult>;
}
