import { NONE, type Nodes } from "./nodes.ts";
import type { TreeItem } from "./tree-item.ts";

/**
 * Walks the nodes below one of them, parents before children, children in their order. Goes along the links: no stack, so
 * any depth will do. What `enter` refuses is left out with all that is below it.
 */
export function* preorder<T extends TreeItem>(
  nodes: Nodes<T>,
  top: number,
  enter: (node: number) => boolean,
): Generator<number, void> {
  let node = nodes.firstChild[top]!;
  while (node !== NONE) {
    const entered = enter(node);
    if (entered) yield node;
    const child = entered ? nodes.firstChild[node]! : NONE;
    node = child === NONE ? after(nodes, node, top) : child;
  }
}

/** Finds the next node that isn't below this one. */
function after<T extends TreeItem>(nodes: Nodes<T>, node: number, top: number): number {
  let last = node;
  while (nodes.nextSibling[last] === NONE) {
    last = nodes.parent[last]!;
    if (last === top) return NONE;
  }
  return nodes.nextSibling[last]!;
}
