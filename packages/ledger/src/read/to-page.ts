import type { Page } from "../page.ts";

/**
 * Makes a page of rows, of which one more was asked for than the page holds, so as to know whether more follow.
 *
 * @param size how many the page holds
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  size: number,
  toItem: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): Page<Item> {
  const held = rows.slice(0, size);
  const last = held.at(-1);
  return {
    items: held.map(toItem),
    // Made when they are asked for: most readers ask for the last one alone.
    get cursors() {
      return held.map(cursorOf);
    },
    get endCursor() {
      return last === undefined ? undefined : cursorOf(last);
    },
    hasMore: rows.length > size,
  };
}
