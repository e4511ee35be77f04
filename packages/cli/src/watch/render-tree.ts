import { actionPhaseLifecycle } from "@runledger/state";
import type { Paint } from "../terminal/paint.ts";
import { formatPhaseCounts, phaseWords } from "../terminal/phase-counts.ts";
import { phaseStyle } from "../terminal/phase-style.ts";
import type { WatchedAction } from "./frame.ts";
import type { ShownTree } from "./shown-tree.ts";

/**
 * Draws a tree on so many rows: all of it, if there is room; or else what has something below it, and of the rest, as far as there
 * is room, what is at work or went wrong, the newest first.
 */
export function renderTree(tree: ShownTree, rows: number, paint: Paint): readonly string[] {
  const byParent = tree.byParent();
  const lines: string[] = [];
  const rest: WatchedAction[] = [];
  const isWhole = tree.actions.size <= rows;
  const visit = (action: WatchedAction, depth: number): void => {
    lines.push(`${"  ".repeat(depth)}${describeAction(action, paint)}`);
    for (const child of byParent.get(action.name) ?? []) {
      if (isWhole || child.counts.size > 0) visit(child, depth + 1);
      else if (isWorthALine(child)) rest.push(child);
    }
  };
  for (const root of byParent.get("") ?? []) visit(root, 0);
  const room = Math.max(0, rows - lines.length);
  const newest = rest.sort((a, b) => b.revision - a.revision).slice(0, room);
  return [
    ...lines.slice(0, rows),
    ...newest.map((action) => `    ${describeAction(action, paint)}`),
  ];
}

/** Describes an action in a line: its name, its phase, what is below it. */
export function describeAction(action: WatchedAction, paint: Paint): string {
  const { attempts, counts, phase, shown } = action;
  const state = paint(phaseStyle(phase), phaseWords(phase));
  const attempt = attempts > 1 ? paint("dim", `, attempt ${attempts}`) : "";
  const below = formatPhaseCounts(counts, paint);
  return `${shown ? "" : "withdrawn: "}${nameOf(action)}  ${state}${attempt}${below === "" ? "" : `  [${below}]`}`;
}

/** A name that says more than the label, as `resize.7` or `shard.2.resize`, tells actions of one task apart. */
function nameOf({ label, name }: WatchedAction): string {
  return name.startsWith(label) || name.includes(`.${label}`) ? name : label;
}

function isWorthALine({ phase }: WatchedAction): boolean {
  const value = actionPhaseLifecycle.of(phase);
  return value === undefined || (value.role !== "pending" && value.outcome !== "success");
}
