import type {
  AbortInfo,
  ActionDeclaration,
  ActionIdentifier,
  EnrichedIdentity,
  Literal,
  RunDeclaration,
  RunIdentifier,
} from "@runledger/proto";
import type { AbortDelivery } from "@runledger/state/reconcile";
import type { AlongWithRun } from "./along-with-run.ts";
import type { AbortDeliveryResult } from "./abort-delivery-result.ts";
import type { AbortResult } from "./abort-result.ts";
import type { CreateRunResult } from "./create-run-result.ts";
import type { DeclareResult } from "./declare-result.ts";
import type { Report, ReportResult } from "./report.ts";
import type { RetryAbortResult } from "./retry-abort-result.ts";
import type { SignalResult } from "./signal-result.ts";
import type { WorkStep, WorkStepResult } from "./work-step.ts";

/**
 * What a ledger writes. It is committed when the promise resolves. What a rule refuses comes back as a result.
 *
 * Messages that are given must not be changed afterwards: the ledger keeps parts of them.
 *
 * Every call may throw a LedgerError of kind `invalid`, `limit` or `overloaded`, and then nothing was written; or of kind
 * `unavailable`, `storage`, `closed` or `internal`, and then it isn't known whether it was: call again, since what is known
 * already is only acknowledged.
 */
export interface LedgerWrites {
  /**
   * Records reports and answers for each of them, in order. A run or an action that isn't known is created by its first
   * report. Reports are not taken or refused together: what is wrong with one doesn't touch the others.
   */
  record(reports: readonly Report[]): Promise<ReportResult[]>;
  /**
   * Declares a run. An empty name is replaced by a random one; the result tells it.
   *
   * @param along what is committed with it: all of it, or neither the run. A run that reports have told of is `taken` then,
   * and stays as it is
   */
  createRun(declaration: RunDeclaration, along?: AlongWithRun): Promise<CreateRunResult>;
  /** Declares actions of a run, which is created if it isn't known. Answers for each, in order. */
  declareActions(
    run: RunIdentifier,
    declarations: readonly ActionDeclaration[],
  ): Promise<DeclareResult[]>;
  /**
   * Commits what a worker has decided on actions of runs whose engine is `runledger`: for each action reports, work and abort
   * together, and only under its lease. Answers for each, in order. Work is leased from the store (`claimWork`).
   */
  advance(steps: readonly WorkStep[]): Promise<WorkStepResult[]>;
  /**
   * Aborts a run: every action of it that hasn't ended.
   *
   * @throws LedgerError of kind `notFound`
   */
  abortRun(run: RunIdentifier, info: AbortInfo): Promise<AbortResult>;
  /**
   * Aborts an action and every action below it that hasn't ended.
   *
   * @throws LedgerError of kind `notFound`
   */
  abortAction(action: ActionIdentifier, info: AbortInfo): Promise<AbortResult>;
  /**
   * Requests aborts anew that were given up: that of an action, or all of a run.
   *
   * @throws LedgerError of kind `notFound`
   */
  retryAborts(run: RunIdentifier, action?: string): Promise<RetryAbortResult>;
  /**
   * Notes that the engine of a run was told of the aborts of these actions, or couldn't be told. Until a report confirms them they
   * are to be delivered again, at the time that the ledger sets; after ten times they are given up. Only for runs whose work
   * another engine does.
   *
   * @throws LedgerError of kind `notFound`, and `invalid` for runs of the engine `runledger`
   */
  noteAbortDelivery(
    run: RunIdentifier,
    actions: readonly string[],
    delivery: AbortDelivery,
  ): Promise<AbortDeliveryResult>;
  /**
   * Signals a condition with a value of its declared type.
   *
   * @throws LedgerError of kind `notFound`
   */
  signal(action: ActionIdentifier, value: Literal, by?: EnrichedIdentity): Promise<SignalResult>;
}
