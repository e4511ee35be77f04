import type { TreeItem } from "@runledger/state/tree";

interface Node {
  row: TreeItem;
  readonly parent: Node | undefined;
  readonly children: Node[];
  readonly counts: Map<number, number>;
  matchingBelow: number;
}

/** What a watcher is told of an action. */
export interface Update {
  readonly row: TreeItem;
  readonly shown: boolean;
  readonly counts: ReadonlyMap<number, number>;
}

/**
 * The algorithm of Flyte's run service, written plainly for comparison: one manager for each
 * watcher; a node looks through its siblings when it is attached; every row visits all of its
 * ancestors, by name; and what changed is sorted. Source: `runs/service/run_state_manager.go` of
 * flyteorg/flyte, whose behaviour this has, not its text. Rows must come parents first: it refuses
 * others.
 */
export class SiblingScan {
  readonly #nodes = new Map<string, Node>();
  readonly #matching = new Set<string>();
  readonly #visible = new Set<string>();
  readonly #phases: ReadonlySet<number>;

  /** @param phases those that match; none for all */
  constructor(phases: readonly number[] = []) {
    this.#phases = new Set(phases);
  }

  /** How many actions are known. */
  get size(): number {
    return this.#nodes.size;
  }

  /** Says whether an action is to be shown. */
  visible(name: string): boolean {
    return this.#visible.has(name);
  }

  /** The phases below an action. */
  countsOf(name: string): ReadonlyMap<number, number> | undefined {
    return this.#nodes.get(name)?.counts;
  }

  /** Takes rows, and returns what the watcher must be told. */
  apply(rows: readonly TreeItem[]): Update[] {
    const changed = new Set<string>();
    for (const row of rows) this.#upsert(row, changed);
    for (const name of changed) this.#rematch(this.#node(name));
    const told = new Map<string, boolean>();
    for (const name of changed) if (!told.has(name)) this.#show(this.#node(name), told);
    return [...told]
      .map(([name, shown]) => {
        const { row, counts } = this.#node(name);
        return { row, counts, shown };
      })
      .sort((a, b) => a.row.revision - b.row.revision);
  }

  #node(name: string): Node {
    const node = this.#nodes.get(name);
    if (node === undefined) throw new Error(`parent ${name} is not known`);
    return node;
  }

  #upsert(row: TreeItem, changed: Set<string>): void {
    changed.add(row.name);
    const known = this.#nodes.get(row.name);
    if (known !== undefined) {
      count(known.parent, row.phase, known.row.phase, changed);
      known.row = row;
      return;
    }
    const parent = row.parent === "" ? undefined : this.#node(row.parent);
    const node: Node = { row, parent, children: [], counts: new Map(), matchingBelow: 0 };
    this.#nodes.set(row.name, node);
    if (parent === undefined || parent.children.includes(node)) return;
    parent.children.push(node);
    count(parent, row.phase, undefined, changed);
  }

  #rematch(node: Node): void {
    const { name, phase } = node.row;
    const matches = this.#phases.size === 0 || this.#phases.has(phase);
    if (matches === this.#matching.has(name)) return;
    if (matches) this.#matching.add(name);
    else this.#matching.delete(name);
    for (let above = node.parent; above !== undefined; above = above.parent) {
      above.matchingBelow += matches ? 1 : -1;
    }
  }

  #show(node: Node, told: Map<string, boolean>): void {
    const { name } = node.row;
    if (this.#matching.has(name)) this.#showPath(node, told);
    else if (this.#visible.has(name)) {
      if (node.matchingBelow > 0) told.set(name, true);
      else this.#hidePath(node, told);
    }
  }

  #showPath(node: Node, told: Map<string, boolean>): void {
    this.#visible.add(node.row.name);
    told.set(node.row.name, true);
    for (let above = node.parent; above !== undefined; above = above.parent) {
      if (this.#visible.has(above.row.name)) continue;
      this.#visible.add(above.row.name);
      told.set(above.row.name, true);
    }
  }

  #hidePath(node: Node, told: Map<string, boolean>): void {
    this.#visible.delete(node.row.name);
    told.set(node.row.name, false);
    for (let above = node.parent; above !== undefined; above = above.parent) {
      const { name } = above.row;
      if (!this.#visible.has(name) || above.matchingBelow > 0 || this.#matching.has(name)) return;
      this.#visible.delete(name);
      if (!told.has(name)) told.set(name, false);
    }
  }
}

function count(
  from: Node | undefined,
  to: number,
  before: number | undefined,
  changed: Set<string>,
): void {
  for (let node = from; node !== undefined; node = node.parent) {
    node.counts.set(to, (node.counts.get(to) ?? 0) + 1);
    if (before !== undefined)
      node.counts.set(before, Math.max(0, (node.counts.get(before) ?? 0) - 1));
    changed.add(node.row.name);
  }
}
