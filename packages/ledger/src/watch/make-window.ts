import type { RunIdentifier, WindowFrame, WindowRow } from "@runledger/proto";
import { ActionDigest, toEnriched, type TreeRow, type TreeRows } from "@runledger/state";
import { toListedAction } from "../read/to-listed-action.ts";
import type { ViewAction } from "./view-action.ts";
import type { Window } from "./window.ts";
import type { WindowSpec } from "./window-spec.ts";

/** What a window is made of. */
export interface WindowSource {
  readonly run: RunIdentifier;
  readonly rows: Pick<TreeRows<ViewAction>, "total" | "nearestRow" | "slice" | "above">;
  readonly revision: number;
  /** How many actions are shown, with a row or without. */
  readonly shown: number;
  /** How many actions the run has. */
  readonly total: number;
}

/** Makes a window as it is now, and what is to be sent to one who has it as it was before. */
export function makeWindow(
  { revision, rows, run, shown, total }: WindowSource,
  { after, anchor, before }: WindowSpec,
  known: Pick<Window, "revision" | "actions" | "layout"> | undefined,
): Window {
  const totalRows = rows.total;
  const asked = "row" in anchor ? anchor.row : (rows.nearestRow(anchor.action) ?? 0);
  const anchorRow = Math.max(0, Math.min(asked, totalRows - 1));
  const first = Math.max(0, anchorRow - before);
  const inside = rows.slice(first, anchorRow - first + after);
  const above = rows.above(first);
  const all = [...above, ...inside];
  const news = all.filter(
    ({ changed, item }) =>
      known === undefined || changed > known.revision || !known.actions.has(item.name),
  );
  const lie = { first, totalRows, shown, total, anchorRow };
  const [aboveRows, insideRows] = [above.map(toRow), inside.map(toRow)];
  const layout = JSON.stringify([lie, aboveRows, insideRows]);
  const actions = new Set(all.map(({ item }) => item.name));
  if (layout === known?.layout && news.length === 0) {
    return { revision, actions, layout, frame: undefined };
  }
  const value = {
    $typeName: "runledger.run.v1.ActionsWindow",
    revision: BigInt(revision),
    firstRow: BigInt(first),
    totalRows: BigInt(totalRows),
    shown: BigInt(shown),
    total: BigInt(total),
    anchorRow: BigInt(anchorRow),
    above: aboveRows,
    rows: insideRows,
    actions: news.map(({ counts, item }) =>
      toEnriched(toListedAction(run, item), true, counts.entries()),
    ),
    digest: digestOf(all),
  } as const;
  const frame: WindowFrame = {
    $typeName: "runledger.run.v1.WindowFrame",
    frame: { case: "window", value },
  };
  return { revision, actions, layout, frame };
}

function toRow({ depth, expanded, hasChildren, item }: TreeRow<ViewAction>): WindowRow {
  return { $typeName: "runledger.run.v1.WindowRow", name: item.name, depth, hasChildren, expanded };
}

function digestOf(rows: readonly TreeRow<ViewAction>[]): Uint8Array<ArrayBuffer> {
  const digest = new ActionDigest();
  for (const { item } of rows) digest.add(item.name, item.revision);
  return digest.toBytes();
}
