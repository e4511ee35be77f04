import { LedgerError } from "../ledger-error.ts";
import type { Ledger } from "../ledger.ts";
import type { ActionsFilter } from "../watch-options.ts";
import { runId } from "./messages.ts";
import type { ModelWatcher } from "./model-watcher.ts";
import { turns } from "./pump.ts";

/** How somebody watches. */
export interface WatchPlan {
  readonly filter: ActionsFilter;
  readonly frameSize: number;
  /** When it begins, in turns of the event loop. */
  readonly startAfter: number;
  /** How long it takes over a frame, in turns of the event loop. */
  readonly slowness: number;
  /** After how many frames it is cut off, time after time, and which ledger it resumes on. */
  readonly cuts: readonly { readonly frames: number; readonly ledger: number }[];
}

/** What is watched. */
export interface Watched {
  readonly run: string;
  readonly ledgers: readonly Ledger[];
  /** The last revision that there will be; undefined while the run is still being told. */
  final: number | undefined;
}

/** Follows a run to its last revision, over cuts and failures, resuming each time from where it was. */
export async function follow(
  watcher: ModelWatcher,
  watched: Watched,
  plan: WatchPlan,
  afterStep: () => void = () => {},
): Promise<void> {
  await turns(plan.startAfter);
  for (let connection = 0; ; connection += 1) {
    const cut = plan.cuts[connection];
    const ledger = watched.ledgers[(cut?.ledger ?? connection) % watched.ledgers.length];
    if (ledger === undefined) throw new Error("there is no ledger");
    try {
      await watchOnce(ledger, watcher, watched.run, plan, cut?.frames ?? Infinity, afterStep);
    } catch (error) {
      if (!(error instanceof LedgerError) || error.kind !== "unavailable") throw error;
    }
    watcher.cut();
    if (watched.final !== undefined && watcher.at === watched.final) return;
    await turns(1);
  }
}

async function watchOnce(
  ledger: Ledger,
  watcher: ModelWatcher,
  run: string,
  { filter, frameSize, slowness }: WatchPlan,
  most: number,
  afterStep: () => void,
): Promise<void> {
  const from = watcher.at === undefined ? {} : { afterRevision: watcher.at };
  let frames = 0;
  for await (const frame of ledger.watchActions(runId(run), {
    filter,
    frameSize,
    wait: true,
    ...from,
  })) {
    watcher.take(frame);
    afterStep();
    frames += 1;
    if (frames >= most) return;
    await turns(slowness);
  }
}
