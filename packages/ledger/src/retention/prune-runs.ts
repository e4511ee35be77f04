import { actionPhaseLifecycle } from "@runledger/state";
import type { Filter, RunColumn, RunRow, Sort } from "@runledger/store";
import type { PrunedRun, PrunePage, PruneQuery } from "../ledger-retention.ts";
import { fromCursor, toCursor } from "../read/page-cursor.ts";
import { pageSize } from "../read/page-size.ts";
import { toRunIdentifier } from "../read/to-run.ts";
import { compareRuns } from "./compare-runs.ts";
import type { RetentionContext } from "./open-retention.ts";

const oldestFirst: Sort<RunColumn> = [{ column: "updatedAt", descending: false }];

const terminal = actionPhaseLifecycle.values.flatMap(({ number, terminal: isTerminal }) =>
  isTerminal ? [number] : [],
);

/** Deletes a page of runs by age, in one transaction: a run is one row, whatever belongs to it. */
export async function pruneRuns(context: RetentionContext, query: PruneQuery): Promise<PrunePage> {
  const { limits, store } = context;
  const size = pageSize(query.limit, limits);
  const found = await store.listRuns({
    filter: filterOf(query),
    sort: oldestFirst,
    limit: size + 1,
    ...(query.after !== undefined && { after: fromCursor(oldestFirst, query.after) }),
  });
  const page = found.slice(0, size);
  const isWanted = (row: RunRow): boolean =>
    row.updatedAt < query.unchangedSince &&
    (row.settled || query.evenIfOpen === true) &&
    !isExcepted(row, query);
  const pruned =
    query.dryRun === true ? page.filter(isWanted) : await prune(context, page, isWanted);
  const last = page.at(-1);
  return {
    runs: pruned.map(toPrunedRun),
    kept: page.length - pruned.length,
    after:
      found.length > size && last !== undefined ? toCursor(oldestFirst, last, last.id) : undefined,
  };
}

/** Deletes what is still wanted once it is locked. */
async function prune(
  { deleted, store }: RetentionContext,
  page: readonly RunRow[],
  isWanted: (row: RunRow) => boolean,
): Promise<RunRow[]> {
  if (page.length === 0) return [];
  const pruned = await store.transact(async (transaction) => {
    const rows: RunRow[] = [];
    // In one order, so that two who prune don't wait for each other in a ring.
    for (const { id, ...key } of page.toSorted(compareRuns)) {
      const row = await transaction.lockRun(key);
      if (row?.id === id && isWanted(row)) rows.push(row);
    }
    if (rows.length > 0) await transaction.deleteRuns(rows.map(({ id }) => id));
    return rows;
  });
  deleted(pruned);
  return pruned.toSorted((a, b) => a.updatedAt - b.updatedAt || a.id - b.id);
}

function filterOf({ domain, evenIfOpen, project, unchangedSince }: PruneQuery): Filter<RunColumn> {
  return [
    { column: "updatedAt", condition: { kind: "below", value: unchangedSince } },
    ...(project === undefined ? [] : [equal("project", project)]),
    ...(domain === undefined ? [] : [equal("domain", domain)]),
    ...(evenIfOpen === true
      ? []
      : [{ column: "phase", condition: { kind: "in", values: terminal } } as const]),
  ];
}

function isExcepted({ domain, project }: RunRow, { except = [] }: PruneQuery): boolean {
  return except.some((each) => each.project === project && (each.domain ?? domain) === domain);
}

function equal(column: "project" | "domain", value: string): Filter<RunColumn>[number] {
  return { column, condition: { kind: "in", values: [value] } };
}

function toPrunedRun(row: RunRow): PrunedRun {
  const { actionCount: actions, revision, updatedAt } = row;
  return { id: toRunIdentifier(row), revision, actions, updatedAt };
}
