import { Cluster, type ClusterOptions } from "../cluster/cluster.ts";
import { checkEndings } from "../check/check-endings.ts";
import { checkFold } from "../check/check-fold.ts";
import { checkReports } from "../check/check-reports.ts";
import { checkWatcher } from "../check/check-watcher.ts";
import { readContents } from "../check/ledger-contents.ts";
import { Violation } from "../check/violation.ts";
import { Acknowledged } from "../clients/acknowledged.ts";
import { endRun } from "../clients/end-run.ts";
import { runWriter } from "../clients/run-writer.ts";
import type { Sabotage } from "../clients/sabotage.ts";
import type { PlannedBatch } from "../plan/round-plan.ts";
import { describeFault } from "./describe-fault.ts";
import { runFault } from "./run-fault.ts";
import { Turns } from "./turns.ts";
import { Watchers } from "./watchers.ts";

/** What a round needs beside its plan. */
export interface RoundOptions extends ClusterOptions {
  readonly sabotage?: Sabotage | undefined;
  /** Makes the disk forget what was never flushed to it. */
  readonly losePower?: () => Promise<void>;
  /** How long watches may take to be over once nothing is broken any more, in milliseconds. Default: 45 s. */
  readonly patience?: number;
  /** Is told a line for each fault. */
  readonly progress: (line: string) => void;
}

/** What a round came to. */
export interface RoundResult {
  readonly reports: number;
  readonly reconnections: number;
  /** What the gateways said last. */
  readonly lastWords: readonly string[];
  /** Undefined: all promises held. */
  readonly violation: Violation | undefined;
}

/** Gateways may still be starting, on a machine that does other things too. */
const PATIENCE = 45_000;
/** How long a round may take, in milliseconds. */
const LONGEST = 180_000;

/** Carries a plan out: writes and watches while things go wrong, and then holds what everybody has against each other. */
export async function runRound(options: RoundOptions): Promise<RoundResult> {
  const { plan } = options;
  const acknowledged = new Acknowledged();
  const cluster = await Cluster.start(options);
  const stop = new AbortController();
  const watchers = new Watchers(cluster, plan, options.sabotage, stop.signal);
  let violation: Violation | undefined;
  const timer = setTimeout(() => stop.abort(new Error("time is up")), LONGEST);
  try {
    const failure = new Promise<never>((_, reject) => {
      watchers.onFailure(reject);
      stop.signal.addEventListener("abort", () => reject(tooLong(acknowledged, watchers)));
    });
    failure.catch(() => {});
    await Promise.race([failure, play(options, cluster, watchers, acknowledged, stop.signal)]);
    await cluster.stop("SIGTERM");
    const { url } = options.database;
    const contents = await readContents(
      url,
      plan.runs.map((run) => ({ run })),
    );
    checkReports(contents, plan.stories);
    checkFold(contents, plan.stories);
    const ended = await readContents(url, plan.endings);
    checkEndings(ended, plan.endings);
    const kept = [...contents.runs, ...ended.runs].filter(([, held]) => held !== undefined);
    const all = { ...contents, runs: new Map(kept) };
    for (const { planned, model, session } of watchers.all) {
      checkWatcher(planned, model, all, session.isGone);
    }
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violation = error;
  } finally {
    clearTimeout(timer);
    stop.abort();
    await cluster.close();
  }
  return {
    reports: acknowledged.count,
    reconnections: watchers.reconnections,
    lastWords: cluster.gateways.map(({ lastWords }) => lastWords),
    violation,
  };
}

/** Does all that is planned, and waits until every watch is over. */
async function play(
  options: RoundOptions,
  cluster: Cluster,
  watchers: Watchers,
  acknowledged: Acknowledged,
  signal: AbortSignal,
): Promise<void> {
  const { plan } = options;
  await watchers.begin();
  const late = watchers.beginLate(acknowledged);
  const faults = breakThings(options, cluster, acknowledged, signal);
  const write = async (batches: readonly PlannedBatch[], index: number): Promise<void> => {
    const port = await cluster.openClient(`writer ${index}`, index);
    await runWriter(port, batches, acknowledged, signal);
  };
  const endings = plan.endings.map(async (ending, index) => {
    const port = await cluster.openClient(`ender ${index}`, index);
    const batch = { wait: 0, reports: ending.reports };
    await runWriter(port, [batch], new Acknowledged(), signal);
    await watchers.know(ending.run);
    await acknowledged.reach(ending.at, signal);
    options.progress(`${ending.run}: ${ending.kind}`);
    if (options.sabotage !== "lose-ending") await endRun(port, ending, signal);
  });
  const writers = plan.writers.map((batches, index) =>
    write(
      options.sabotage === "lose-report" && index === 0 ? batches.slice(0, -1) : batches,
      index,
    ),
  );
  // Whichever fails first is what the round fails with.
  const last = Promise.all(writers).then(async () => {
    await write([plan.last], 0);
    options.progress("every report is acknowledged");
  });
  await Promise.all([faults, late, last, ...endings]);
  options.progress("nothing is broken any more");
  await watchers.finish(options.patience ?? PATIENCE);
  options.progress("every watch is over");
}

async function breakThings(
  { plan, losePower = async () => {}, progress }: RoundOptions,
  cluster: Cluster,
  acknowledged: Acknowledged,
  signal: AbortSignal,
): Promise<void> {
  const turns = new Turns();
  await Promise.all(
    plan.faults.map(async (fault) => {
      await acknowledged.reach(fault.at, signal);
      progress(describeFault(fault));
      await runFault(fault, {
        cluster,
        turns,
        losePower,
        endure: ({ span, lasts }) => acknowledged.reach(acknowledged.count + span, signal, lasts),
      });
    }),
  );
}

function tooLong(acknowledged: Acknowledged, watchers: Watchers): Violation {
  return new Violation({
    invariant: "once nothing is broken any more, every report is taken and every watch ends",
    subject: "the round",
    expected: `an end within ${LONGEST / 1000} s`,
    found: { acknowledged: acknowledged.count, watchers: watchers.describe() },
  });
}
