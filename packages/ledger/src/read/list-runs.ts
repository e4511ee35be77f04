import type { Run } from "@runledger/proto";
import type { RunColumn, Sort, Store } from "@runledger/store";
import type { LedgerLimits } from "../limits.ts";
import type { ListRunsQuery } from "../list-queries.ts";
import type { Page } from "../page.ts";
import { fromCursor, toCursor } from "./page-cursor.ts";
import { pageSize } from "./page-size.ts";
import { toPage } from "./to-page.ts";
import { toRun } from "./to-run.ts";

const newestFirst: Sort<RunColumn> = [{ column: "createdAt", descending: true }];

/** Lists runs, a page at a time. */
export async function listRuns(
  store: Store,
  limits: LedgerLimits,
  query: ListRunsQuery,
): Promise<Page<Run>> {
  const { after, filter = [], havingActionIn, labels, sort = newestFirst } = query;
  const size = pageSize(query.limit, limits);
  const rows = await store.listRuns({
    filter,
    sort,
    limit: size + 1,
    ...(labels && { labels }),
    ...(havingActionIn && { havingActionIn }),
    ...(after !== undefined && { after: fromCursor(sort, after) }),
  });
  return toPage(rows, size, toRun, (row) => toCursor(sort, row, row.id));
}
