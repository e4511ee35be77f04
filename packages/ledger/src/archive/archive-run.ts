import { create, fromBinary } from "@bufbuild/protobuf";
import {
  ActionMetadataSchema,
  ActionRecordSchema,
  type ArchiveRecord,
  ArchiveRecordSchema,
  type RunIdentifier,
  RunSpecSchema,
} from "@runledger/proto";
import type { RunRow, Store, StoredAction } from "@runledger/store";
import type { ArchiveOptions } from "../ledger-archives.ts";
import { LedgerError } from "../ledger-error.ts";
import { requireRun } from "../read/find-run.ts";
import { toActionIdentifier } from "../read/to-listed-action.ts";
import { toQuarantined } from "../read/to-quarantined.ts";
import { toRecordedEvent } from "../read/to-recorded-event.ts";
import { toRunIdentifier } from "../read/to-run.ts";
import { runDeleted } from "../run-deleted.ts";
import { runName, toRunKey } from "../run-name.ts";
import { toTimestamp } from "../times.ts";

/** The format that is written. */
export const FORMAT = 1;

/** Rows that are read at a time. */
const PAGE = 500;

/** Milliseconds after which to look at a run again that changes. */
const RETRY_AFTER = 1000;

/** Reads all that there is of a run. Pages are read one after the other: the run must be at its revision still at the end. */
export async function* archiveRun(
  store: Store,
  run: RunIdentifier,
  { atRevision }: ArchiveOptions,
): AsyncGenerator<ArchiveRecord, void> {
  const row = await requireRun(store, run);
  if (!row.settled) throw notSettled(row);
  if (atRevision !== undefined && row.revision !== atRevision) throw notAt(row, atRevision);
  const id = toRunIdentifier(row);
  yield await readHeader(store, row);
  yield* readActions(store, row, id);
  yield* readEvents(store, row, id);
  yield* readRefused(store, row);
  const now = await store.getRun(toRunKey(run));
  if (now?.id !== row.id) throw runDeleted(runName(row));
  if (now.revision !== row.revision) throw hasChanged(now);
}

async function readHeader(store: Store, row: RunRow): Promise<ArchiveRecord> {
  // Every run begins with a report: that of its declaration, or of its root.
  const [first] = await store.listEvents({ runId: row.id, above: 0, limit: 1 });
  return create(ArchiveRecordSchema, {
    record: {
      case: "header",
      value: {
        format: FORMAT,
        run: toRunIdentifier(row),
        revision: BigInt(row.revision),
        baseRevision: BigInt((first?.revision ?? 1) - 1),
        labels: { ...row.labels },
        runSpec: fromBinary(RunSpecSchema, row.spec),
        engine: row.engine,
        declared: row.declared,
        createdTime: toTimestamp(row.createdAt),
        updatedTime: toTimestamp(row.updatedAt),
      },
    },
  });
}

async function* readActions(
  store: Store,
  { id: runId }: RunRow,
  run: RunIdentifier,
): AsyncGenerator<ArchiveRecord, void> {
  for (let last = 0; ;) {
    const page = await store.listActions({
      runId,
      filter: [],
      sort: [{ column: "number", descending: false }],
      limit: PAGE,
      ...(last > 0 && { after: { keys: [last], id: last } }),
    });
    const whole = await store.getActions(page.map(({ name }) => ({ runId, name })));
    for (const action of whole) if (action !== undefined) yield toArchivedAction(run, action);
    if (page.length < PAGE) return;
    last = page.at(-1)?.number ?? last;
  }
}

function toArchivedAction(run: RunIdentifier, action: StoredAction): ArchiveRecord {
  return create(ArchiveRecordSchema, {
    record: {
      case: "action",
      value: {
        id: toActionIdentifier(run, action.name),
        number: action.number,
        revision: BigInt(action.revision),
        metadata: fromBinary(ActionMetadataSchema, action.metadata),
        record: fromBinary(ActionRecordSchema, action.record),
        createdTime: toTimestamp(action.createdAt),
        updatedTime: toTimestamp(action.updatedAt),
      },
    },
  });
}

async function* readEvents(
  store: Store,
  { id: runId }: RunRow,
  run: RunIdentifier,
): AsyncGenerator<ArchiveRecord, void> {
  for (let above = 0; ;) {
    const page = await store.listEvents({ runId, above, limit: PAGE });
    for (const row of page) {
      const value = toRecordedEvent(run, row);
      yield create(ArchiveRecordSchema, { record: { case: "event", value } });
      above = row.revision;
    }
    if (page.length < PAGE) return;
  }
}

/**
 * Reads refused reports, the first one first. They know their run by name alone: those of another run of its name that was
 * deleted, and that aren't swept away yet, are not this one's.
 */
async function* readRefused(store: Store, row: RunRow): AsyncGenerator<ArchiveRecord, void> {
  const { project, domain, name } = row;
  const gone = await store.getDeletedRun(toRunKey(toRunIdentifier(row)));
  const found: ArchiveRecord[] = [];
  for (let before: number | undefined; ;) {
    const page = await store.listQuarantine({
      project,
      domain,
      run: name,
      limit: PAGE,
      ...(before !== undefined && { before }),
    });
    for (const each of page) {
      before = each.id;
      if (each.receivedAt <= (gone?.deletedAt ?? 0)) continue;
      const value = toQuarantined(each);
      found.push(create(ArchiveRecordSchema, { record: { case: "refused", value } }));
    }
    if (page.length < PAGE) break;
  }
  yield* found.toReversed();
}

function notSettled(row: RunRow): LedgerError {
  const message =
    `The run ${runName(row)} hasn't settled: ${row.openCount} of its actions are open. An archive is of what has come to ` +
    "its end: wait for it, or abort the run.";
  return new LedgerError("invalid", message, { violations: [{ field: "run", message }] });
}

function notAt(row: RunRow, expected: number): LedgerError {
  const message = `The run ${runName(row)} is at revision ${row.revision}, and was to be put into an archive at ${expected}. Look again.`;
  return new LedgerError("invalid", message, { violations: [{ field: "atRevision", message }] });
}

function hasChanged(row: RunRow): LedgerError {
  const message = `The run ${runName(row)} has changed while it was read, to revision ${row.revision}. Begin again.`;
  return new LedgerError("unavailable", message, { retryAfter: RETRY_AFTER });
}
