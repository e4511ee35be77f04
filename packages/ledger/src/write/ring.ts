import { ROOT_ACTION } from "@runledger/state";
import type { RunBook } from "./run-book.ts";

/**
 * How far up a tree the ledger looks for a ring when an action is declared. A longer ring goes unseen, and harms nobody:
 * what is in it isn't below the root, and neither a tree nor an abort walks round it twice.
 */
export const LONGEST_WALK = 1000;

/**
 * Tells whether a parent leads back to the action that it is to be the parent of. Remembers the actions that lead to the
 * root. Everything between must be loaded.
 */
export function makesRing(book: RunBook, name: string, parent: string): boolean {
  // A new action can't be above one that leads to the root without it; a known one may be.
  const isNew = book.get(name) === undefined;
  const path: string[] = [];
  let at = parent;
  while (path.length < LONGEST_WALK) {
    if (at === name) return true;
    if (at === ROOT_ACTION || (isNew && book.anchors.has(at))) {
      for (const passed of path) book.anchors.add(passed);
      return false;
    }
    const above = book.get(at)?.metadata.parent;
    if (above === undefined || above === "") return false;
    path.push(at);
    at = above;
  }
  return false;
}
