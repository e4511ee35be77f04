import type { RunRow } from "@runledger/store";
import { makeWindow } from "./make-window.ts";
import { outlineRows } from "./outline-rows.ts";
import type { RunView } from "./run-view.ts";
import type { WatchContext } from "./watch-context.ts";
import type { Window } from "./window.ts";
import type { WindowSpec } from "./window-spec.ts";

/** How many actions a run has that is read whole as quickly: a page of its log. */
const SMALL = 2000;
/** Down to which row a window may reach, and how many actions may be expanded: the database looks for the children of each. */
const REACH = 1000;
const EXPANDED = 8;
/** How many counts are taken along. A run of which more are needed has hardly more actions than its outline. */
const COUNTS = 20_000;

/**
 * Makes the first window of a run that isn't in memory from its outline, which the database makes in a fraction of the time that it
 * takes to read the run. It is what the view would show at that revision.
 *
 * @returns undefined where that can't be, or isn't worth it: through a filter, in another order than by number, far down, around
 * an action, or while some action waits for its parent
 */
export async function firstWindow(
  { flights, store }: Pick<WatchContext, "flights" | "store">,
  view: Pick<RunView, "isFilled" | "run">,
  row: RunRow,
  spec: WindowSpec,
): Promise<Window | undefined> {
  if (view.isFilled || row.actionCount <= SMALL) return undefined;
  const key = `first window ${row.id} ${row.revision} ${spec.key}`;
  return flights.share(key, () => outlineWindow({ store }, view, row.id, spec));
}

/** Makes a window from a run's outline, however small the run is. */
export async function outlineWindow(
  { store }: Pick<WatchContext, "store">,
  { run }: Pick<RunView, "run">,
  runId: number,
  spec: WindowSpec,
): Promise<Window | undefined> {
  const { expanded, filter, order } = spec.rows;
  const names = [...expanded];
  const isFiltered = (filter?.phases ?? []).length > 0 || (filter?.nameContains ?? "") !== "";
  if (isFiltered || order.key !== "number" || names.length > EXPANDED) return undefined;
  if (!("row" in spec.anchor)) return undefined;
  const limit = spec.anchor.row + spec.after + 1;
  if (limit > REACH) return undefined;
  const outline = await store.outline({ runId, below: ["", ...names], limit, counts: COUNTS });
  const rows = outline && outlineRows(outline, names, limit);
  if (rows === undefined) return undefined;
  const { revision } = outline!;
  const source = { run, revision, shown: rows.size, total: rows.size };
  // Only an anchor that is an action asks for its row.
  return makeWindow({ ...source, rows: { ...rows, nearestRow: () => undefined } }, spec, undefined);
}
