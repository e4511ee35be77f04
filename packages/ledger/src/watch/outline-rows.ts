import type { PhaseCounts, TreeRow } from "@runledger/state";
import type { RunOutline } from "@runledger/store";
import { toViewAction, type ViewAction } from "./view-action.ts";

/** The first rows of a run, by number, of which all that is shown is known. */
export interface OutlineRows {
  /** How many actions the run has. */
  readonly size: number;
  /** How many rows there are in all, those that aren't known included. */
  readonly total: number;
  /** Lists rows from one on, as many as are known up to `count`. */
  slice(from: number, count: number): TreeRow<ViewAction>[];
  /** Lists the rows that one is nested in, the outermost first. */
  above(row: number): TreeRow<ViewAction>[];
}

type Counts = Map<number, number>;

/** An action that has children: they, and all that is below it, counted by phase. */
interface Branch {
  readonly direct: Counts;
  below: Counts;
}

/**
 * Lays out the first rows of a run from its outline.
 *
 * @param expanded whose children have rows. The outline has the first `limit` of them, and of the roots
 * @returns undefined where some action waits for its parent: where that has its place only the whole tree knows
 */
export function outlineRows(
  outline: RunOutline,
  expanded: readonly string[],
  limit: number,
): OutlineRows | undefined {
  const branches = new Map<string, Branch>();
  let size = 0;
  for (const [parent, phase, count] of outline.counts) {
    const branch = branches.get(parent) ?? { direct: new Map(), below: new Map() };
    branches.set(parent, branch);
    branch.direct.set(phase, count);
    size += count;
  }
  if (!countBelow(outline, branches)) return undefined;
  const rows = layOut(outline, branches, new Set(expanded), limit);
  return {
    size,
    total: totalOf(outline, branches, new Set(expanded)),
    slice: (from, count) => rows.slice(from, from + count),
    above: (row) => pathTo(rows, row),
  };
}

/** Counts what is below each branch. False: some can't be reached from the roots. */
function countBelow({ parents }: RunOutline, branches: ReadonlyMap<string, Branch>): boolean {
  const inner = new Map<string, string[]>();
  for (const { name, parent } of parents) {
    const names = inner.get(parent) ?? [];
    names.push(name);
    inner.set(parent, names);
  }
  // Parents before their children, so that backwards it is the other way round.
  const order = [""];
  for (let i = 0; i < order.length; i += 1) order.push(...(inner.get(order[i]!) ?? []));
  const reached = order.filter((name) => branches.has(name));
  if (reached.length < branches.size) return false;
  for (const name of order.toReversed()) {
    const branch = branches.get(name);
    if (branch === undefined) continue;
    branch.below = new Map(branch.direct);
    for (const child of inner.get(name) ?? []) addAll(branch.below, branches.get(child)?.below);
  }
  return true;
}

function addAll(counts: Counts, more: Counts = new Map()): void {
  for (const [phase, count] of more) counts.set(phase, (counts.get(phase) ?? 0) + count);
}

function sumOf(counts: Counts = new Map()): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** Lists the first rows, parents before their children. */
function layOut(
  { children }: RunOutline,
  branches: ReadonlyMap<string, Branch>,
  expanded: ReadonlySet<string>,
  limit: number,
): TreeRow<ViewAction>[] {
  const rows: TreeRow<ViewAction>[] = [];
  const add = (parent: string, depth: number): void => {
    for (const row of children.get(parent) ?? []) {
      if (rows.length >= limit) return;
      const item = toViewAction(row);
      const branch = branches.get(item.name);
      const isExpanded = branch !== undefined && expanded.has(item.name);
      rows.push({
        item,
        depth,
        hasChildren: branch !== undefined,
        expanded: isExpanded,
        counts: toPhaseCounts(branch?.below),
        changed: item.revision,
      });
      if (isExpanded) add(item.name, depth + 1);
    }
  };
  add("", 0);
  return rows;
}

function toPhaseCounts(counts: Counts = new Map()): PhaseCounts {
  const length = Math.max(-1, ...counts.keys()) + 1;
  return Array.from({ length }, (_, phase) => counts.get(phase) ?? 0);
}

/** Counts the children of all that is expanded, and shown itself. */
function totalOf(
  { parents }: RunOutline,
  branches: ReadonlyMap<string, Branch>,
  expanded: ReadonlySet<string>,
): number {
  const parentOf = new Map(parents.map(({ name, parent }) => [name, parent]));
  const isShown = (name: string): boolean => {
    for (let at = parentOf.get(name); at !== ""; at = parentOf.get(at)) {
      if (at === undefined || !expanded.has(at)) return false;
    }
    return true;
  };
  let total = sumOf(branches.get("")?.direct);
  for (const name of expanded) {
    if (parentOf.has(name) && isShown(name)) total += sumOf(branches.get(name)?.direct);
  }
  return total;
}

function pathTo(rows: readonly TreeRow<ViewAction>[], row: number): TreeRow<ViewAction>[] {
  const path: TreeRow<ViewAction>[] = [];
  let depth = rows[row]?.depth ?? 0;
  for (let at = row - 1; at >= 0 && depth > 0; at -= 1) {
    const above = rows[at]!;
    if (above.depth >= depth) continue;
    path.unshift(above);
    depth = above.depth;
  }
  return path;
}
