import type { After } from "../queries.ts";

/**
 * Reads a list to its end, page by page, as a client does: each page begins after the last row of the one before.
 *
 * @param after tells where the page after a row begins
 */
export async function allPages<Row>(
  list: (after: After | undefined) => Promise<readonly Row[]>,
  after: (row: Row) => After,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const last = rows.at(-1);
    const page = await list(last === undefined ? undefined : after(last));
    if (page.length === 0) return rows;
    rows.push(...page);
  }
}
