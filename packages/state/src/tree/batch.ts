import { Affected } from "./affected.ts";
import { type Forest, OTHER_ROW, OTHER_STORY } from "./forest.ts";
import { Links } from "./links.ts";
import { DIRTY, PHASE, PHASE_BEFORE, TOP } from "./nodes.ts";
import { Settlement } from "./settlement.ts";
import type { TreeItem } from "./tree-item.ts";

/**
 * What became of a row: it told nothing new, or replaced an earlier one, or is the first of its
 * name.
 */
export type Taken = "stale" | "changed" | "new";

/**
 * Takes rows one by one, then brings what they change up the tree in one go. Linear in what is
 * affected.
 */
export class Batch<T extends TreeItem> {
  /** How many actions are in a phase that is not terminal. */
  open = 0;
  readonly #forest: Forest<T>;
  readonly #links: Links<T>;
  readonly #affected: Affected<T>;
  readonly #settlement: Settlement<T>;
  #touched: number[] = [];

  constructor(forest: Forest<T>) {
    this.#forest = forest;
    this.#links = new Links(forest);
    this.#affected = new Affected(forest, this.#links);
    this.#settlement = new Settlement(forest, this.#affected);
  }

  /** How many names are known only because others wait for them. */
  get unknownParents(): number {
    return this.#links.unknownParents;
  }

  /** Begins a batch of so many rows. */
  begin(rows: number): void {
    const { nodes, deltas, counts, filters } = this.#forest;
    // Beside the rows there are the two nodes that are always there.
    nodes.reserve(rows + 2);
    deltas.reset(counts.width + filters.length);
  }

  /** Takes a row, unless the same or a later one of that name is known. */
  take(item: T): Taken {
    const { nodes, phases } = this.#forest;
    const node = nodes.find(item.name) ?? nodes.add(item.name);
    const known = nodes.item(node);
    if (known !== undefined && known.revision >= item.revision) return "stale";
    const { cells } = nodes;
    const phaseBefore = cells[node + PHASE]!;
    if ((cells[node + DIRTY]! & OTHER_ROW) === 0) {
      cells[node + PHASE_BEFORE] = phaseBefore;
      cells[node + DIRTY] = OTHER_ROW;
      this.#touched.push(node);
    }
    const phase = phases.indexOf(item.phase);
    this.open += phases.open[phase]! - (known === undefined ? 0 : phases.open[phaseBefore]!);
    if (phase !== phaseBefore || this.#isNews(known, item)) cells[node + DIRTY]! |= OTHER_STORY;
    cells[node + PHASE] = phase;
    if (known?.parent === item.parent) nodes.setItem(node, item);
    else this.#place(node, known, item);
    return known === undefined ? "new" : "changed";
  }

  /** Ends a batch, at the revision that the tree is at with it. */
  commit(revision: number): void {
    for (const filter of this.#forest.filters) filter.reserve();
    this.#affected.collect(this.#touched, revision);
    this.#settlement.settle(this.#links, revision);
    this.#affected.giveBack();
    this.#forest.deltas.giveBack();
    this.#touched = [];
  }

  #isNews(known: T | undefined, item: T): boolean {
    if (known === undefined || known.parent !== item.parent) return true;
    const { text } = this.#forest;
    return text !== undefined && text(known) !== text(item);
  }

  #place(node: number, known: T | undefined, item: T): void {
    const { nodes } = this.#forest;
    if (known !== undefined) this.#leave(this.#nodeNamed(known.parent), item.revision);
    this.#links.unlink(node, item.revision);
    nodes.setItem(node, item);
    this.#links.link(node, this.#nodeNamed(item.parent), item.revision);
  }

  /**
   * Marks the place that an action leaves. Where a ring ran through it, its other members are found
   * from there. Who holds a revision in the middle of the batch may know the action there, though
   * it came in the same batch, or a ring had it.
   */
  #leave(parent: number, revision: number): void {
    this.#touched.push(parent);
    this.#links.date(parent, revision);
  }

  #nodeNamed(name: string): number {
    if (name === "") return TOP;
    return this.#forest.nodes.find(name) ?? this.#forest.nodes.add(name);
  }
}
