import type { Forest } from "../forest.ts";
import { LIMBO, NONE, PARENT, TOP } from "../nodes.ts";
import type { TreeItem } from "../tree-item.ts";
import { RowLayout, type RowPlace } from "./row-layout.ts";
import type { SiblingOrder } from "./sibling-order.ts";
import type { TreeRow, TreeRows } from "./tree-rows.ts";

/** One use of a shared order: what is its own is which actions are expanded. */
export class RowsUse<T extends TreeItem> implements TreeRows<T> {
  readonly #forest: Forest<T>;
  readonly #expanded: ReadonlySet<string>;
  readonly #revision: () => number;
  readonly #forget: (order: SiblingOrder<T>) => void;
  #order: SiblingOrder<T> | undefined;
  #layout: RowLayout<T> | undefined;
  #at = -1;

  /** @param revision says at which revision the tree is, which it thereby hands out */
  constructor(
    forest: Forest<T>,
    order: SiblingOrder<T>,
    expanded: Iterable<string>,
    revision: () => number,
    forget: (order: SiblingOrder<T>) => void,
  ) {
    order.uses++;
    this.#forest = forest;
    this.#order = order;
    this.#expanded = new Set(expanded);
    this.#revision = revision;
    this.#forget = forget;
  }

  get total(): number {
    return this.#now().total;
  }

  slice(from: number, count: number): TreeRow<T>[] {
    const layout = this.#now();
    const rows: TreeRow<T>[] = [];
    if (from >= layout.total || count <= 0) return rows;
    for (const path = layout.seek(from); path.length > 0; layout.advance(path)) {
      rows.push(this.#rowAt(layout, path.at(-1)!, path.length - 1));
      if (rows.length >= count) break;
    }
    return rows;
  }

  rowOf(name: string): number | undefined {
    const layout = this.#now();
    const node = name === "" ? undefined : this.#forest.nodes.find(name);
    return node === undefined ? undefined : layout.rowOf(node);
  }

  nearestRow(name: string): number | undefined {
    const layout = this.#now();
    const { nodes } = this.#forest;
    const node = name === "" ? undefined : nodes.find(name);
    if (node === undefined) return undefined;
    let shown = node;
    for (let at = node; at !== TOP && at !== LIMBO && at !== NONE;) {
      const parent = this.#order!.parentOf(at);
      const above = parent ?? nodes.cells[at + PARENT]!;
      // What is below one that isn't expanded, or is filtered out, isn't shown itself.
      if (parent === undefined || !this.#isOpen(layout, parent)) shown = above;
      at = above;
    }
    return layout.rowOf(shown);
  }

  above(row: number): TreeRow<T>[] {
    const layout = this.#now();
    if (!(row >= 0 && row < layout.total)) return [];
    const path = layout.seek(row);
    path.pop();
    return path.map((place, depth) => this.#rowAt(layout, place, depth));
  }

  release(): void {
    const order = this.#order;
    if (order === undefined) return;
    this.#order = undefined;
    if (--order.uses === 0) this.#forget(order);
  }

  [Symbol.dispose](): void {
    this.release();
  }

  #isOpen(layout: RowLayout<T>, parent: number): boolean {
    return parent === TOP || parent === LIMBO || layout.isExpanded(parent);
  }

  #now(): RowLayout<T> {
    const order = this.#order;
    if (order === undefined) throw new Error("the rows were released; take others from the tree");
    const revision = this.#revision();
    if (this.#layout !== undefined && this.#at === revision) return this.#layout;
    order.follow(revision);
    this.#at = revision;
    this.#layout = new RowLayout(this.#forest.nodes, order, this.#expanded);
    return this.#layout;
  }

  #rowAt(layout: RowLayout<T>, { branch, rank }: RowPlace, depth: number): TreeRow<T> {
    const order = this.#order!;
    const { nodes, counts } = this.#forest;
    const node = order.select(branch.node, rank);
    return {
      item: nodes.item(node)!,
      depth,
      hasChildren: order.hasChildren(node),
      expanded: layout.isExpanded(node),
      counts: counts.copy(node),
      changed: nodes.changed(node),
    };
  }
}
