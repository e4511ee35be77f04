import type { FilterIndex } from "./filter-index.ts";
import type { Forest } from "./forest.ts";
import { NONE } from "./nodes.ts";
import type { TreeChange } from "./tree-change.ts";
import type { TreeItem } from "./tree-item.ts";

/**
 * Lists what changed since a revision, from the newest on, which has parents before children.
 *
 * @param known whether the tree stood at that revision after one of its batches, so that its
 * history can tell what was visible then
 */
export function* listChanges<T extends TreeItem>(
  { nodes, counts, recency }: Forest<T>,
  since: number,
  filter: FilterIndex<T> | undefined,
  known: boolean,
): Generator<TreeChange<T>, void> {
  let node = recency.newest;
  for (; node !== NONE && nodes.touched(node) > since; node = recency.older(node)) {
    const item = nodes.item(node);
    if (item === undefined || nodes.changed(node) <= since) continue;
    const shown = filter === undefined || filter.visible(node);
    if (shown || mayHaveBeenShown(node, since, filter, known)) {
      yield { item, shown, counts: counts.copy(node) };
    }
  }
}

/**
 * Tells whether a subscriber at a revision may have been shown an action that isn't visible now.
 */
function mayHaveBeenShown<T extends TreeItem>(
  node: number,
  since: number,
  filter: FilterIndex<T>,
  known: boolean,
): boolean {
  // At revision 0 there was nothing to be shown.
  if (since === 0) return false;
  return !known || since < filter.history.exactFrom || filter.wasVisible(node, since);
}
