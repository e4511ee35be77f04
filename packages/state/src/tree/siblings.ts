import { NONE, type Nodes } from "./nodes.ts";
import type { TreeItem } from "./tree-item.ts";

// The children of a node are linked in the order in which they were attached. The last one's `nextSibling` is NONE; the
// first one's `previousSibling` is the last one, which makes appending O(1) without one more column.

/** Makes a node that stands nowhere the last child of another. O(1). */
export function attach<T extends TreeItem>(nodes: Nodes<T>, node: number, parent: number): void {
  const first = nodes.firstChild[parent]!;
  nodes.parent[node] = parent;
  nodes.nextSibling[node] = NONE;
  if (first === NONE) {
    nodes.firstChild[parent] = node;
    nodes.previousSibling[node] = node;
    return;
  }
  const last = nodes.previousSibling[first]!;
  nodes.nextSibling[last] = node;
  nodes.previousSibling[node] = last;
  nodes.previousSibling[first] = node;
}

/** Takes a node, with all that is below it, from its parent. O(1). */
export function detach<T extends TreeItem>(nodes: Nodes<T>, node: number): void {
  const parent = nodes.parent[node]!;
  const next = nodes.nextSibling[node]!;
  const previous = nodes.previousSibling[node]!;
  const first = nodes.firstChild[parent]!;
  if (node === first) nodes.firstChild[parent] = next;
  else nodes.nextSibling[previous] = next;
  if (next !== NONE) nodes.previousSibling[next] = previous;
  else if (node !== first) nodes.previousSibling[first] = previous;
  nodes.parent[node] = NONE;
  nodes.nextSibling[node] = NONE;
  nodes.previousSibling[node] = NONE;
}
