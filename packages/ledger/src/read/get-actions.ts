import type { Action, ActionDetails, ActionIdentifier, RunIdentifier } from "@runledger/proto";
import type { RunRow, Store, StoredAction } from "@runledger/store";
import { requiredRun } from "../required-run.ts";
import { runName } from "../run-name.ts";
import { findRun } from "./find-run.ts";
import { toDetails } from "./to-details.ts";
import { toListedAction } from "./to-listed-action.ts";
import { toRunIdentifier } from "./to-run.ts";

/** Gets an action, in short. */
export async function getAction(store: Store, id: ActionIdentifier): Promise<Action | undefined> {
  const [found] = await getStored(store, [id]);
  return found && toListedAction(found.run, found.row);
}

/** Gets actions, whole, in the order asked for; undefined where there is none. */
export async function getActionsDetails(
  store: Store,
  ids: readonly ActionIdentifier[],
): Promise<(ActionDetails | undefined)[]> {
  const found = await getStored(store, ids);
  return found.map((action) => action && toDetails(action.run, action.row));
}

interface Found {
  readonly run: RunIdentifier;
  readonly row: StoredAction;
}

/** Gets the rows of actions: each run once, then all actions in one call. */
async function getStored(
  store: Store,
  ids: readonly ActionIdentifier[],
): Promise<(Found | undefined)[]> {
  const asked = ids.map((id) => ({ name: id.name, run: requiredRun(id) }));
  const named = new Map(asked.map(({ run }) => [runName(run), run]));
  const runs = new Map<string, RunRow | undefined>();
  for (const [name, run] of named) runs.set(name, await findRun(store, run));
  const known = asked.map(({ name, run }) => ({ name, row: runs.get(runName(run)) }));
  const refs = known.flatMap(({ name, row }) => (row ? [{ runId: row.id, name }] : []));
  const rows = refs.length === 0 ? [] : await store.getActions(refs);
  let next = 0;
  return known.map(({ row: run }) => {
    if (run === undefined) return undefined;
    const row = rows[next];
    next += 1;
    return row && { run: toRunIdentifier(run), row };
  });
}
