import type { EventsFrame, RunIdentifier } from "@runledger/proto";
import type { EventRow, RunRow } from "@runledger/store";
import { notFound } from "../not-found.ts";
import { frameSize } from "../read/page-size.ts";
import { toRecordedEvent } from "../read/to-recorded-event.ts";
import { toRunIdentifier } from "../read/to-run.ts";
import { runName } from "../run-name.ts";
import type { WatchEventsOptions } from "../watch-options.ts";
import { knownRun } from "./known-run.ts";
import { runSettled } from "./to-frames.ts";
import type { WatchContext } from "./watch-context.ts";
import type { WatchScope } from "./watch-scope.ts";

/** Watches the reports of a run, or of one action. Reads every one of them from its row, and so skips none. */
export async function* watchEvents(
  context: WatchContext,
  run: RunIdentifier,
  options: WatchEventsOptions,
  scope: WatchScope,
): AsyncGenerator<EventsFrame, void> {
  const size = frameSize(options.frameSize, context.limits);
  const known = await knownRun(context, run, options, options.afterRevision, scope);
  if (known === undefined) return;
  const { pulse } = known;
  const id = toRunIdentifier(known.row);
  let at = options.afterRevision ?? 0;
  for (;;) {
    // As it was before the read, which is at least as new.
    const { row } = pulse;
    const { revision } = pulse;
    const rows = await readEvents(context, known.row, options, { above: at, size, revision });
    if (scope.hasEnded) return;
    if (rows.length > 0) {
      at = rows.at(-1)?.revision ?? at;
      yield eventsFrame(rows.map((event) => toRecordedEvent(id, event)));
    }
    if (rows.length === size) continue;
    if (row?.settled) {
      // Reports of a run that was deleted elsewhere go from the last one down: there may have been more.
      await pulse.refresh();
      pulse.refuseDeleted();
      if (scope.hasEnded) return;
      yield {
        $typeName: "runledger.run.v1.EventsFrame",
        frame: { case: "settled", value: runSettled(row) },
      };
      return;
    }
    await pulse.above(revision, scope);
  }
}

interface Reading {
  readonly above: number;
  readonly size: number;
  /** How new it has to be. */
  readonly revision: number;
}

async function readEvents(
  { flights, store }: WatchContext,
  { id: runId, ...key }: RunRow,
  { action, wait }: WatchEventsOptions,
  { above, size, revision }: Reading,
): Promise<EventRow[]> {
  return flights.share(`events ${runId} ${revision} ${above} ${size} ${action ?? ""}`, async () => {
    if (action === undefined) return store.listEvents({ runId, above, limit: size });
    const row = await store.getAction({ runId, name: action });
    if (row !== undefined) {
      return store.listEvents({ runId, above, limit: size, actionNumber: row.number });
    }
    if (wait) return [];
    throw notFound(runName(key), action);
  });
}

function eventsFrame(events: ReturnType<typeof toRecordedEvent>[]): EventsFrame {
  return {
    $typeName: "runledger.run.v1.EventsFrame",
    frame: { case: "events", value: { $typeName: "runledger.run.v1.RecordedEvents", events } },
  };
}
