import type { EnrichedAction } from "@runledger/proto";
import type { WatchActionsRequest } from "@runledger/proto/flyteidl2/workflow";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { actionsFilter } from "./actions-filter.ts";

/** Watches the actions of a run: as they are, then those that have changed. Ends once the run has settled. */
export async function* watchActions(
  { ledger }: SurfaceContext,
  { runId, filter }: WatchActionsRequest,
  signal: AbortSignal,
): AsyncGenerator<{ enrichedActions: EnrichedAction[] }, void> {
  let sent = 0;
  const watch = ledger.watchActions(present(runId), { signal, filter: actionsFilter(filter) });
  for await (const { frame } of watch) {
    switch (frame.case) {
      case "snapshot":
      case "changed":
        sent += frame.value.actions.length;
        if (frame.value.actions.length > 0) yield { enrichedActions: frame.value.actions };
        break;
      case "snapshotComplete":
        // A client that waits for its first message learns that there is nothing to be shown.
        if (sent === 0) yield { enrichedActions: [] };
        break;
      default:
    }
  }
}
