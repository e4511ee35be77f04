// Longer than most files: this is all of the public surface, and most of it says what is promised.
import { Batch } from "./batch.ts";
import { checkRow } from "./check-row.ts";
import { CountRows } from "./count-rows.ts";
import type { ActionDigest } from "../digest/action-digest.ts";
import { Deltas } from "./deltas.ts";
import { depthOf } from "./depth-of.ts";
import { DigestIndex } from "./digest-index.ts";
import type { FilterIndex } from "./filter-index.ts";
import { Filters } from "./filters.ts";
import type { Forest } from "./forest.ts";
import { listChanges } from "./list-changes.ts";
import { listChildren } from "./list-children.ts";
import { listVisible } from "./list-visible.ts";
import { FIRST_CHILD, LIMBO, NONE, Nodes, TOP } from "./nodes.ts";
import type { PhaseCounts } from "./phase-counts.ts";
import type { PhaseSet } from "./phase-set.ts";
import { PhaseTable } from "./phase-table.ts";
import { RecencyList } from "./recency-list.ts";
import { ToldRevisions } from "./told-revisions.ts";
import type { TreeChange } from "./tree-change.ts";
import { Orders } from "./rows/orders.ts";
import type { TreeRows, TreeRowsSpec } from "./rows/tree-rows.ts";
import type { TreeFilter, TreeFilterSpec } from "./tree-filter.ts";
import type { TreeItem } from "./tree-item.ts";

/** Settings of a tree. */
export interface ActionTreeOptions<T extends TreeItem> {
  /**
   * The text that `nameContains` searches: a function of the row alone. The action's name, if left
   * out.
   */
  readonly text?: ((item: T) => string) | undefined;
}

/**
 * A run's actions as a tree: who is below whom, how many actions are below each in which phase,
 * which are visible through which filter, and what changed since any revision.
 *
 * Rows may come in any order: children before their parents, under another parent than before, in a
 * ring. One that no root leads to waits: it counts and is visible like any other, and finds its
 * place when its parent comes.
 *
 * A subscriber is a revision and nothing else: `changedSince` tells it what it has missed, be it a
 * batch or a day.
 */
export class ActionTree<T extends TreeItem> {
  readonly #forest: Forest<T>;
  readonly #batch: Batch<T>;
  readonly #filters: Filters<T>;
  readonly #orders: Orders<T>;
  readonly #digest: DigestIndex<T>;
  readonly #digests = new WeakMap<FilterIndex<T>, DigestIndex<T>>();
  /** Which revisions somebody was told to hold. Rows at or below them can't be news any more. */
  readonly #told = new ToldRevisions();
  #size = 0;
  #revision = 0;
  #batches = 0;

  /**
   * @param phases the lifecycle that the actions go through, or a list of its phases
   * @throws RangeError for a phase whose number is not an integer from 0 to 253
   */
  constructor(phases: PhaseSet, options: ActionTreeOptions<T> = {}) {
    const nodes = new Nodes<T>();
    const table = new PhaseTable(phases);
    this.#forest = {
      nodes,
      phases: table,
      counts: new CountRows(nodes, table.width),
      recency: new RecencyList(nodes),
      filters: [],
      deltas: new Deltas(),
      text: options.text,
    };
    this.#batch = new Batch(this.#forest);
    this.#filters = new Filters(this.#forest);
    this.#orders = new Orders(this.#forest, this.#filters);
    this.#digest = new DigestIndex(this.#forest, undefined);
  }

  /** How many actions there are. */
  get size(): number {
    return this.#size;
  }

  /** The greatest revision of any row; 0 before the first one. */
  get revision(): number {
    return this.#revision;
  }

  /** The action without a parent; the first one attached, should there be several. */
  get root(): T | undefined {
    const { nodes } = this.#forest;
    const first = nodes.cells[TOP + FIRST_CHILD]!;
    return first === NONE ? undefined : nodes.item(first);
  }

  /**
   * How many actions are in a phase that is not terminal, those that wait for their parent
   * included.
   */
  get open(): number {
    return this.#batch.open;
  }

  /**
   * How many actions no root leads to: their parent, or one further up, is not known, or stands on
   * a ring.
   */
  get waiting(): number {
    return this.#forest.counts.sum(LIMBO);
  }

  /** How many names are not known but as the parent of others. */
  get unknownParents(): number {
    return this.#batch.unknownParents;
  }

  /** The index in counts of all phases that the lifecycle doesn't have. */
  get unknownPhase(): number {
    return this.#forest.phases.unknown;
  }

  /**
   * Takes rows as they are now, in any order, and brings what they change up the tree in one go:
   * linear in the number of rows and of actions above them. A row at or below the known revision of
   * its name is stale, and left out.
   *
   * @returns how many rows were news
   * @throws RangeError, with nothing taken, for a malformed row, or one that is news at or below a
   * revision that was handed out before (by a snapshot or by changes): its watchers would never
   * hear of it. Revisions of a run commit in their order, so this means that rows were left out
   * before
   */
  apply(rows: Iterable<T>): number {
    const items = Array.isArray(rows) ? (rows as readonly T[]) : [...rows];
    let revision = this.#revision;
    for (const item of items) {
      checkRow(item);
      if (item.revision <= this.#told.latest) this.#checkStale(item);
      if (item.revision > revision) revision = item.revision;
    }
    this.#batch.begin(items.length);
    const news = this.#takeAll(items);
    if (news > 0) this.#commit(revision);
    return news;
  }

  /** Tells whether an action of this name is known. */
  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Finds an action by name. */
  get(name: string): T | undefined {
    const node = this.#forest.nodes.find(name);
    return node === undefined ? undefined : this.#forest.nodes.item(node);
  }

  /**
   * Lists the actions right below one, in the order in which they were put there: a change of phase
   * never moves an action. Those below "" are the roots; those below a name that isn't known wait
   * for it.
   */
  childrenOf(name: string): Generator<T, void> {
    return this.#guarded(listChildren(this.#forest.nodes, name), this.#batches);
  }

  /**
   * Counts the known actions above one: 0 for a root. Undefined for an action that isn't known.
   * O(depth).
   */
  depth(name: string): number | undefined {
    return depthOf(this.#forest.nodes, name);
  }

  /**
   * Counts the actions below one, itself excluded, by phase. Below "" are all that a root leads to.
   * Undefined for an action that isn't known.
   */
  subtreeCounts(name: string): PhaseCounts | undefined {
    const node = this.#countedNode(name);
    return node === undefined ? undefined : this.#forest.counts.copy(node);
  }

  /** Counts the actions below one, itself excluded, that are in a phase that is not terminal. */
  openBelow(name: string): number | undefined {
    const node = this.#countedNode(name);
    if (node === undefined) return undefined;
    return this.#forest.counts.sum(node, this.#forest.phases.open);
  }

  /**
   * Takes a filter into use. Release it when it is not needed any more: each one in use costs
   * something with every change. Linear in the tree's size where no filter of the same meaning is
   * in use; O(1) where one is.
   *
   * @throws RangeError for a phase that the lifecycle doesn't have
   */
  filter(spec: TreeFilterSpec): TreeFilter {
    return this.#filters.acquire(spec, this.#revision);
  }

  /**
   * Lists the visible actions, parents before children, siblings in their order, those that wait
   * last. Who takes it to the end holds `revision`. Must be taken before the next `apply`: it
   * throws otherwise.
   */
  snapshot(filter?: TreeFilter): Generator<TreeChange<T>, void> {
    this.#told.add(this.#revision);
    return this.#guarded(listVisible(this.#forest, this.#filters.indexOf(filter)), this.#batches);
  }

  /**
   * Lists what a subscriber must be told to come from a revision to the present one: each action
   * whose row, counts or visibility changed, once, parents before children. What is no longer
   * visible is withdrawn if it was visible at that revision. Linear in the number of actions that
   * changed and those above them, whatever the size of the tree.
   *
   * Some may be withdrawn that were not shown, where the tree can't know: before the filter was in
   * use, at a revision that this tree never handed out (a subscriber of another tree of the same
   * run), or after so many changes of visibility (twice the number of actions) that the oldest are
   * forgotten.
   *
   * Must be taken before the next `apply`: it throws otherwise. A revision above the tree's gives
   * nothing.
   *
   * @param revision what the subscriber holds; 0 for nothing
   * @throws RangeError for what is no revision
   */
  changedSince(revision: number, filter?: TreeFilter): Generator<TreeChange<T>, void> {
    if (!Number.isSafeInteger(revision) || revision < 0) {
      throw new RangeError(
        `revision is ${revision}: give one that was handed out before, an integer, or 0 to be told everything`,
      );
    }
    this.#told.add(this.#revision);
    const index = this.#filters.indexOf(filter);
    const exact = this.#told.has(revision);
    return this.#guarded(listChanges(this.#forest, revision, index, exact), this.#batches);
  }

  /**
   * Digests what is visible: who holds just that, and each action at the revision of its row, comes to the same. Linear in what
   * changed since it was asked for last, with the same filter; the first time, in the tree's size.
   *
   * @returns a digest that the next call changes
   */
  digest(filter?: TreeFilter): Pick<ActionDigest, "count" | "toBytes" | "toString"> {
    this.#told.add(this.#revision);
    const index = this.#filters.indexOf(filter);
    const known = index === undefined ? this.#digest : this.#digests.get(index);
    const digest = known ?? new DigestIndex(this.#forest, index);
    if (index !== undefined) this.#digests.set(index, digest);
    digest.follow(this.#revision);
    return digest.digest;
  }

  /**
   * Numbers the rows that the tree takes on a screen, so that a part of them can be asked for. Release it when it is not needed any
   * more.
   *
   * @throws RangeError for a phase in the filter that the lifecycle doesn't have
   */
  rows(spec: TreeRowsSpec<T>): TreeRows<T> {
    return this.#orders.acquire(spec, () => {
      this.#told.add(this.#revision);
      return this.#revision;
    });
  }

  #takeAll(items: readonly T[]): number {
    let news = 0;
    for (const item of items) {
      const before = this.#batch.take(item);
      if (before === "stale") continue;
      news++;
      if (before === "new") this.#size++;
    }
    return news;
  }

  #commit(revision: number): void {
    this.#batches++;
    this.#revision = revision;
    this.#batch.commit(revision);
  }

  #countedNode(name: string): number | undefined {
    const { nodes } = this.#forest;
    const node = nodes.find(name);
    return node === TOP || (node !== undefined && nodes.item(node) !== undefined)
      ? node
      : undefined;
  }

  #checkStale(item: T): void {
    const known = this.get(item.name);
    if (known !== undefined && known.revision >= item.revision) return;
    throw new RangeError(
      `revision of ${item.name} is ${item.revision}, and ${this.#told.latest} was handed out before: rows must come in the order of their revisions; make another tree and apply all rows of the run`,
    );
  }

  /** Passes values on for as long as the tree is as it was when the list was asked for. */
  *#guarded<V>(values: Iterable<V>, batches: number): Generator<V, void> {
    for (const value of values) {
      if (batches !== this.#batches) {
        throw new Error(
          "rows were applied while the tree was being listed: take a list to its end first",
        );
      }
      yield value;
    }
  }
}
