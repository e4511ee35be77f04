import assert from "node:assert/strict";
import { ActionDigest } from "../../digest/action-digest.ts";
import type { ActionTree } from "../action-tree.ts";
import type { TreeChange } from "../tree-change.ts";
import type { TreeFilter, TreeFilterSpec } from "../tree-filter.ts";
import type { ModelTree } from "./model-tree.ts";
import type { Row } from "./row.ts";

/**
 * A subscriber as users write one: holds what it was shown and a revision, and does as it is told.
 */
export class Watcher {
  readonly spec: TreeFilterSpec;
  readonly has = new Map<string, { item: Row; counts: number[] }>();
  revision = 0;
  #tree: ActionTree<Row>;
  #filter: TreeFilter;

  constructor(tree: ActionTree<Row>, spec: TreeFilterSpec) {
    this.spec = spec;
    this.#tree = tree;
    this.#filter = tree.filter(spec);
    this.#obey(tree.snapshot(this.#filter));
    this.revision = tree.revision;
  }

  /** Moves to another tree of the same run, as a client does that reconnects. */
  resume(tree: ActionTree<Row>, filter: TreeFilter = tree.filter(this.spec)): void {
    this.#filter.release();
    this.#tree = tree;
    this.#filter = filter;
  }

  /** Gives its filter back, as a client does that goes away. */
  release(): void {
    this.#filter.release();
  }

  /** Catches up, and returns what it was told. */
  catchUp(): TreeChange<Row>[] {
    const since = this.revision;
    this.revision = Math.max(since, this.#tree.revision);
    return this.#obey(this.#tree.changedSince(since, this.#filter));
  }

  /** Catches up, and holds what it was told and what it then has against the model. */
  check(model: ModelTree): TreeChange<Row>[] {
    const since = this.revision;
    const had = new Set(this.has.keys());
    const told = this.catchUp();
    for (const { item, shown } of told) {
      assert(model.changedSince(item.name, since), `${item.name} did not change since ${since}`);
      assert(shown || had.has(item.name), `${item.name} was withdrawn and had not been shown`);
    }
    this.checkHas(model);
    return told;
  }

  /** Holds what it has against the model. */
  checkHas(model: ModelTree): void {
    assert.deepEqual(this.has, model.shown(this.spec));
    assert.equal(this.#filter.shown, this.has.size);
    const digest = new ActionDigest();
    for (const { item } of this.has.values()) digest.add(item.name, item.revision);
    const told = this.#tree.digest(this.#filter);
    assert.equal(String(told), String(digest));
    assert.equal(told.count, this.has.size);
  }

  #obey(changes: Iterable<TreeChange<Row>>): TreeChange<Row>[] {
    const told = [...changes];
    const names = told.map(({ item }) => item.name);
    assert.equal(new Set(names).size, names.length, `told twice in ${names.join()}`);
    for (const { item, shown, counts } of told) {
      if (shown) this.has.set(item.name, { item, counts: [...counts] });
      else this.has.delete(item.name);
    }
    return told;
  }
}
