import { FIRST_CHILD, NEXT_SIBLING, NONE, PARENT, PREVIOUS_SIBLING } from "./nodes.ts";
import type { Ints } from "./column.ts";

// The children of a node are linked in the order in which they were attached. The last one's next
// sibling is NONE; the first one's previous sibling is the last one, which makes appending O(1)
// without one more number.

/** Makes a node that stands nowhere the last child of another. O(1). */
export function attach(cells: Ints, node: number, parent: number): void {
  const first = cells[parent + FIRST_CHILD]!;
  cells[node + PARENT] = parent;
  cells[node + NEXT_SIBLING] = NONE;
  if (first === NONE) {
    cells[parent + FIRST_CHILD] = node;
    cells[node + PREVIOUS_SIBLING] = node;
    return;
  }
  const last = cells[first + PREVIOUS_SIBLING]!;
  cells[last + NEXT_SIBLING] = node;
  cells[node + PREVIOUS_SIBLING] = last;
  cells[first + PREVIOUS_SIBLING] = node;
}

/** Takes a node, with all that is below it, from its parent. O(1). */
export function detach(cells: Ints, node: number): void {
  const parent = cells[node + PARENT]!;
  const next = cells[node + NEXT_SIBLING]!;
  const previous = cells[node + PREVIOUS_SIBLING]!;
  const first = cells[parent + FIRST_CHILD]!;
  if (node === first) cells[parent + FIRST_CHILD] = next;
  else cells[previous + NEXT_SIBLING] = next;
  if (next !== NONE) cells[next + PREVIOUS_SIBLING] = previous;
  else if (node !== first) cells[first + PREVIOUS_SIBLING] = previous;
  cells[node + PARENT] = NONE;
  cells[node + NEXT_SIBLING] = NONE;
  cells[node + PREVIOUS_SIBLING] = NONE;
}
