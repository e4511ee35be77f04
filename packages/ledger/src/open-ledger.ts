import type { RunHint, RunRow } from "@runledger/store";
import { openArchives } from "./archive/open-archives.ts";
import { closed } from "./closed.ts";
import { openEntities } from "./entities/open-entities.ts";
import { LedgerError } from "./ledger-error.ts";
import type { LedgerOptions } from "./ledger-options.ts";
import type { LedgerStats } from "./ledger-stats.ts";
import type { Ledger } from "./ledger.ts";
import { openReads } from "./read/open-reads.ts";
import type { ReportResult } from "./report.ts";
import { openRetention } from "./retention/open-retention.ts";
import { resolveLimits } from "./resolve-limits.ts";
import { systemClock } from "./system-clock.ts";
import { systemRandom } from "./system-random.ts";
import { Feed } from "./watch/feed.ts";
import { Flights } from "./watch/flights.ts";
import { openWatches } from "./watch/open-watches.ts";
import { RunPulses } from "./watch/run-pulses.ts";
import { RunViews } from "./watch/run-views.ts";
import { WatchRegister } from "./watch/watch-register.ts";
import { ActionCache } from "./write/action-cache.ts";
import { openWrites } from "./write/open-writes.ts";
import type { RunNews } from "./write/run-news.ts";
import { Writer } from "./write/writer.ts";

const DEFAULT_POLL = 1000;

/**
 * Opens a ledger over a store. Several may stand on one store, in one process or in many; each learns from the rows what
 * the others wrote.
 *
 * @throws LedgerError of kind `invalid` if a limit or the poll interval makes no sense
 */
export function openLedger(options: LedgerOptions): Ledger {
  const {
    clock = systemClock,
    pollInterval = DEFAULT_POLL,
    random = systemRandom,
    store,
  } = options;
  const limits = resolveLimits(options.limits);
  checkPollInterval(pollInterval);
  const pulses = new RunPulses(store, clock, pollInterval);
  const views = new RunViews(store, limits);
  const feed = new Feed(clock, pollInterval);
  const register = new WatchRegister(limits);
  const cache = new ActionCache(limits.cachedActions);
  const committed = (news: readonly RunNews[]): void => {
    for (const each of news) {
      views.news(each);
      pulses.news(each.row);
    }
    if (news.length === 0) return;
    feed.news();
    store.publish(news.map(({ row }) => hintOf(row)));
  };
  const deleted = (runs: readonly RunRow[]): void => {
    for (const run of runs) {
      views.forget(run.id);
      pulses.deleted(run);
    }
    if (runs.length === 0) return;
    feed.news();
    // The deletion has a revision of its own, so that whoever is told looks.
    store.publish(runs.map((row) => hintOf({ ...row, revision: row.revision + 1 })));
  };
  const imported = (run: RunRow): void => {
    pulses.news(run);
    feed.news();
    store.publish([hintOf(run)]);
  };
  const stopListening = store.listen({
    changed: (hints) => {
      for (const hint of hints) pulses.hint(hint);
      feed.news();
    },
    missed: () => {
      pulses.lookAll();
      feed.news();
    },
  });
  const writer = new Writer(store, cache, clock, limits, { committed });
  const reports = noReports();
  const answered = (results: readonly ReportResult[]): void => {
    for (const { kind } of results) reports[kind] += 1;
  };
  let isClosed = false;
  const checkOpen = (): void => {
    if (isClosed) throw closed();
  };
  const context = { store, limits, pulses, views, flights: new Flights(), feed };
  return {
    limits,
    ...openWrites({ store, writer, cache, limits, random, answered }),
    ...openReads(store, limits, checkOpen),
    ...openWatches(context, register),
    ...openEntities(store, clock, limits, checkOpen),
    ...openArchives({ store, limits, clock, checkOpen, imported }),
    ...openRetention({ store, limits, clock, pollInterval, checkOpen, deleted }),
    stats: () => statsOf(reports, writer, views, register),
    async close() {
      isClosed = true;
      stopListening();
      register.close();
      await writer.close();
    },
  };
}

function hintOf({ id, project, domain, name, revision }: RunRow): RunHint {
  return { runId: id, project, domain, name, revision };
}

type ReportCounts = Record<ReportResult["kind"], number>;

function noReports(): ReportCounts {
  return { moved: 0, updated: 0, late: 0, duplicate: 0, conflict: 0, rejected: 0 };
}

function statsOf(
  reports: ReportCounts,
  writer: Writer,
  views: RunViews,
  register: WatchRegister,
): LedgerStats {
  const { bytes, committed, failed, reports: waiting } = writer.stats;
  return {
    reports: { ...reports },
    transactions: { committed, failed },
    queue: { reports: waiting, bytes },
    views: views.stats,
    watches: register.stats,
  };
}

function checkPollInterval(pollInterval: number): void {
  if (Number.isFinite(pollInterval) && pollInterval > 0) return;
  const message = `is ${pollInterval}, and must be a number of milliseconds above 0.`;
  throw new LedgerError("invalid", `pollInterval ${message}`, {
    violations: [{ field: "pollInterval", message }],
  });
}
