import type { FilterIndex } from "./filter-index.ts";
import type { Forest } from "./forest.ts";
import { LIMBO, TOP } from "./nodes.ts";
import { preorder } from "./preorder.ts";
import type { TreeChange } from "./tree-change.ts";
import type { TreeItem } from "./tree-item.ts";

/** Lists what is visible: first what roots lead to, then what waits. */
export function* listVisible<T extends TreeItem>(
  { nodes, counts }: Forest<T>,
  filter: FilterIndex<T> | undefined,
): Generator<TreeChange<T>, void> {
  const enter = (node: number): boolean => filter === undefined || filter.matching(node) > 0;
  for (const top of [TOP, LIMBO]) {
    for (const node of preorder(nodes.cells, top, enter)) {
      const item = nodes.item(node);
      if (item !== undefined) yield { item, shown: true, counts: counts.copy(node) };
    }
  }
}
