import type { Ints } from "./column.ts";
import { FIRST_CHILD, NEXT_SIBLING, NONE, PARENT } from "./nodes.ts";

/**
 * Walks the nodes below one of them, parents before children, children in their order. Goes along
 * the links: no stack, so any depth will do. What `enter` refuses is left out with all that is
 * below it.
 */
export function* preorder(
  cells: Ints,
  top: number,
  enter: (node: number) => boolean,
): Generator<number, void> {
  let node = cells[top + FIRST_CHILD]!;
  while (node !== NONE) {
    const entered = enter(node);
    if (entered) yield node;
    const child = entered ? cells[node + FIRST_CHILD]! : NONE;
    node = child === NONE ? after(cells, node, top) : child;
  }
}

/** Finds the next node that isn't below this one. */
function after(cells: Ints, node: number, top: number): number {
  let last = node;
  while (cells[last + NEXT_SIBLING] === NONE) {
    last = cells[last + PARENT]!;
    if (last === top) return NONE;
  }
  return cells[last + NEXT_SIBLING]!;
}
