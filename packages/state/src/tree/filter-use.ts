import type { FilterIndex } from "./filter-index.ts";
import type { Nodes } from "./nodes.ts";
import type { TreeFilter } from "./tree-filter.ts";
import type { TreeItem } from "./tree-item.ts";

/** One use of a shared index. */
export class FilterUse<T extends TreeItem> implements TreeFilter {
  readonly key: string;
  readonly #nodes: Nodes<T>;
  readonly #forget: (index: FilterIndex<T>) => void;
  #index: FilterIndex<T> | undefined;

  constructor(index: FilterIndex<T>, nodes: Nodes<T>, forget: (index: FilterIndex<T>) => void) {
    index.uses++;
    this.key = index.matcher.key;
    this.#index = index;
    this.#nodes = nodes;
    this.#forget = forget;
  }

  get shown(): number {
    return this.index.shown;
  }

  /** The shared index. */
  get index(): FilterIndex<T> {
    if (this.#index !== undefined) return this.#index;
    throw new Error(`the filter ${this.key} was released; take another one from the tree`);
  }

  visible(name: string): boolean {
    const node = this.#nodes.find(name);
    return node !== undefined && this.index.visible(node);
  }

  release(): void {
    const index = this.#index;
    if (index === undefined) return;
    this.#index = undefined;
    if (--index.uses === 0) this.#forget(index);
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
