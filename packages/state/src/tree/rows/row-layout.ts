import { LIMBO, type Nodes, TOP } from "../nodes.ts";
import type { TreeItem } from "../tree-item.ts";
import { type Branch, lastOpening, type Opening } from "./branch.ts";
import type { SiblingOrder } from "./sibling-order.ts";

/** A row: a place in a branch, and those of the rows that it is nested in. */
export interface RowPlace {
  readonly branch: Branch;
  rank: number;
  /** The first opening of the branch at this place or after it. */
  next: number;
}

/**
 * Where the rows lie at one moment: which expanded actions are shown, and how many rows each of them takes. A leaf or a
 * collapsed action takes one row and isn't mentioned, however many there are.
 */
export class RowLayout<T extends TreeItem> {
  readonly #order: SiblingOrder<T>;
  readonly #branches = new Map<number, Branch>();
  readonly #tops: readonly Branch[];

  constructor(nodes: Nodes<T>, order: SiblingOrder<T>, expanded: Iterable<string>) {
    this.#order = order;
    const children = this.#expandedChildren(nodes, expanded);
    // From the top down, and then back: a chain may be deeper than a call stack.
    const branches = [TOP, LIMBO].map((node) => this.#open(node));
    this.#tops = [...branches];
    for (let i = 0; i < branches.length; i++) {
      const branch = branches[i]!;
      for (const node of children.get(branch.node) ?? []) {
        const opening: Opening = { branch: this.#open(node), rank: order.rank(node), start: 0 };
        branch.openings.push(opening);
        branches.push(opening.branch);
      }
      branch.openings.sort((a, b) => a.rank - b.rank);
    }
    for (let i = branches.length - 1; i >= 0; i--) measure(branches[i]!);
  }

  /** How many rows there are. */
  get total(): number {
    return this.#tops.reduce((sum, { total }) => sum + total, 0);
  }

  /** Tells whether an action is expanded, and shown. */
  isExpanded(node: number): boolean {
    return this.#branches.has(node);
  }

  /** Finds a row that there is: the place of what it is nested in first, its own last. */
  seek(row: number): RowPlace[] {
    const path: RowPlace[] = [];
    let rest = row;
    let branch = this.#tops[0]!;
    if (rest >= branch.total) {
      rest -= branch.total;
      branch = this.#tops[1]!;
    }
    for (;;) {
      const at = rest;
      const next = lastOpening(branch, ({ start }) => start <= at);
      const opening = branch.openings[next];
      if (opening === undefined) {
        path.push({ branch, rank: rest, next: 0 });
        return path;
      }
      const beyond = rest - opening.start - opening.branch.total;
      if (beyond > 0) {
        path.push({ branch, rank: opening.rank + beyond, next: next + 1 });
        return path;
      }
      path.push({ branch, rank: opening.rank, next });
      if (rest === opening.start) return path;
      rest -= opening.start + 1;
      branch = opening.branch;
    }
  }

  /** Moves a path to the next row. An empty path: there is none. */
  advance(path: RowPlace[]): void {
    const { branch, next, rank } = path.at(-1)!;
    const opening = branch.openings[next];
    if (opening?.rank === rank && opening.branch.size > 0) {
      path.push({ branch: opening.branch, rank: 0, next: 0 });
      return;
    }
    let top = branch;
    while (path.length > 0) {
      const place = path.at(-1)!;
      top = place.branch;
      if (top.openings[place.next]?.rank === place.rank) place.next++;
      if (++place.rank < top.size) return;
      path.pop();
    }
    const limbo = this.#tops[1]!;
    if (top !== limbo && limbo.size > 0) path.push({ branch: limbo, rank: 0, next: 0 });
  }

  /** Finds the row of a node; undefined if it isn't shown. */
  rowOf(node: number): number | undefined {
    let row = 0;
    for (let at = node; ;) {
      const parent = this.#order.parentOf(at);
      const branch = parent === undefined ? undefined : this.#branches.get(parent);
      if (parent === undefined || branch === undefined) return undefined;
      row += rowIn(branch, this.#order.rank(at));
      if (parent === TOP) return row;
      if (parent === LIMBO) return row + this.#tops[0]!.total;
      row += 1;
      at = parent;
    }
  }

  #expandedChildren(nodes: Nodes<T>, expanded: Iterable<string>): Map<number, Set<number>> {
    const children = new Map<number, Set<number>>();
    for (const name of expanded) {
      const node = name === "" ? undefined : nodes.find(name);
      const parent = node === undefined ? undefined : this.#order.parentOf(node);
      if (node === undefined || parent === undefined || !this.#order.hasChildren(node)) continue;
      const siblings = children.get(parent) ?? new Set();
      children.set(parent, siblings.add(node));
    }
    return children;
  }

  #open(node: number): Branch {
    this.#order.sort(node);
    const branch: Branch = { node, size: this.#order.size(node), total: 0, openings: [] };
    this.#branches.set(node, branch);
    return branch;
  }
}

/** Adds up the rows of a branch, those of its openings being known. */
function measure(branch: Branch): void {
  let before = 0;
  for (const opening of branch.openings) {
    opening.start = opening.rank + before;
    before += opening.branch.total;
  }
  branch.total = branch.size + before;
}

function rowIn(branch: Branch, rank: number): number {
  const opening = branch.openings[lastOpening(branch, (each) => each.rank < rank)];
  return opening === undefined
    ? rank
    : opening.start + opening.branch.total + (rank - opening.rank);
}
