import type { Ledger } from "@runledger/ledger";
import type { AbortInfo, ActionIdentifier, ActionsFrame, RunIdentifier } from "@runledger/proto";

/** What workflows ask of a ledger: one in this process is one, and so is one behind a gateway. */
export interface StepsLedger extends Pick<
  Ledger,
  "declareActions" | "getActionDetails" | "getActionsDetails"
> {
  readonly limits: Pick<Ledger["limits"], "actionsPerBatch" | "bytesPerReport">;
  /** Watches the actions of a run until it has settled, or the signal aborts. */
  watchActions(
    run: RunIdentifier,
    options: { readonly signal: AbortSignal },
  ): AsyncIterable<ActionsFrame>;
  /** Aborts an action and all below it. */
  abortAction(action: ActionIdentifier, info: AbortInfo): Promise<unknown>;
  /** Records reports. */
  record(reports: Parameters<Ledger["record"]>[0]): Promise<unknown>;
}
