import type { RecordedEvent, RunIdentifier } from "@runledger/proto";
import type { Store } from "@runledger/store";
import type { LedgerLimits } from "../limits.ts";
import type { ListEventsQuery } from "../list-queries.ts";
import { notFound } from "../not-found.ts";
import type { Page } from "../page.ts";
import { runName } from "../run-name.ts";
import { requireRun } from "./find-run.ts";
import { pageSize } from "./page-size.ts";
import { toPage } from "./to-page.ts";
import { toRecordedEvent } from "./to-recorded-event.ts";
import { toRunIdentifier } from "./to-run.ts";

/** Lists the reports of a run or of one action, in the order in which the ledger took them, a page at a time. */
export async function listEvents(
  store: Store,
  limits: LedgerLimits,
  run: RunIdentifier,
  query: ListEventsQuery,
): Promise<Page<RecordedEvent>> {
  const size = pageSize(query.limit, limits);
  const row = await requireRun(store, run);
  const number = await numberOf(store, run, row.id, query.action);
  const rows = await store.listEvents({
    runId: row.id,
    above: query.afterRevision ?? 0,
    limit: size + 1,
    ...(number !== undefined && { actionNumber: number }),
  });
  const id = toRunIdentifier(row);
  return toPage(
    rows,
    size,
    (event) => toRecordedEvent(id, event),
    (event) => String(event.revision),
  );
}

/** Gets the number of an action, if one is asked for. @throws LedgerError of kind `notFound` */
async function numberOf(
  store: Store,
  run: RunIdentifier,
  runId: number,
  name: string | undefined,
): Promise<number | undefined> {
  if (name === undefined) return undefined;
  const action = await store.getAction({ runId, name });
  if (action === undefined) throw notFound(runName(run), name);
  return action.number;
}
