import { type Nodes, PARENT } from "./nodes.ts";
import type { TreeItem } from "./tree-item.ts";

/** Counts the known actions above one; undefined for an action that isn't known. */
export function depthOf<T extends TreeItem>(nodes: Nodes<T>, name: string): number | undefined {
  const node = nodes.find(name);
  if (node === undefined || nodes.item(node) === undefined) return undefined;
  let depth = 0;
  let above = nodes.cells[node + PARENT]!;
  while (nodes.item(above) !== undefined) {
    depth++;
    above = nodes.cells[above + PARENT]!;
  }
  return depth;
}
