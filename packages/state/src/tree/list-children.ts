import { FIRST_CHILD, NEXT_SIBLING, NONE, type Nodes } from "./nodes.ts";
import type { TreeItem } from "./tree-item.ts";

/** Lists the actions right below the node of a name, in the order in which they were put there. */
export function* listChildren<T extends TreeItem>(
  nodes: Nodes<T>,
  name: string,
): Generator<T, void> {
  const above = nodes.find(name);
  let node = above === undefined ? NONE : nodes.cells[above + FIRST_CHILD]!;
  while (node !== NONE) {
    const item = nodes.item(node);
    if (item !== undefined) yield item;
    node = nodes.cells[node + NEXT_SIBLING]!;
  }
}
