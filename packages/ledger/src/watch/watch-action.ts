import type { ActionDetails, ActionIdentifier } from "@runledger/proto";
import { notFound } from "../not-found.ts";
import { toDetails } from "../read/to-details.ts";
import { toRunIdentifier } from "../read/to-run.ts";
import { requiredRun } from "../required-run.ts";
import { runName } from "../run-name.ts";
import type { WatchActionOptions } from "../watch-options.ts";
import { knownRun } from "./known-run.ts";
import type { WatchContext } from "./watch-context.ts";
import type { WatchScope } from "./watch-scope.ts";

/** Watches one action: as it is, then whenever it has changed, until its run has settled. */
export async function* watchAction(
  context: WatchContext,
  action: ActionIdentifier,
  options: WatchActionOptions,
  scope: WatchScope,
): AsyncGenerator<ActionDetails, void> {
  const { name } = action;
  const run = requiredRun(action);
  const known = await knownRun(context, run, options, options.afterRevision, scope);
  if (known === undefined) return;
  const { pulse } = known;
  const id = toRunIdentifier(known.row);
  let at = options.afterRevision ?? 0;
  for (;;) {
    const { revision } = pulse;
    const settled = pulse.row?.settled;
    const key = `action ${known.row.id} ${revision} ${name}`;
    const row = await context.flights.share(key, () =>
      context.store.getAction({ runId: known.row.id, name }),
    );
    if (scope.hasEnded) return;
    if (row === undefined && at > 0) {
      await pulse.refresh();
      pulse.refuseDeleted();
    }
    if (row === undefined && !options.wait) throw notFound(runName(run), name);
    if (row !== undefined && row.revision > at) {
      at = row.revision;
      yield toDetails(id, row);
    }
    if (settled) return;
    await pulse.above(revision, scope);
  }
}
