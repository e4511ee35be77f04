import type {
  ActionDetails,
  ActionIdentifier,
  ActionsFrame,
  EventsFrame,
  RunIdentifier,
  WindowFrame,
} from "@runledger/proto";
import type { RunsFrame } from "./runs-frame.ts";
import type {
  WatchActionOptions,
  WatchActionsOptions,
  WatchEventsOptions,
  WatchRunsOptions,
  WatchWindowOptions,
} from "./watch-options.ts";

/**
 * What can be watched in a ledger. A watch opens when its first frame is asked for, and holds nothing after its end:
 * when it is done, when it has thrown, when its signal aborts, when its iterator returns.
 *
 * Frames are shared between watches and must not be changed.
 *
 * If the run is deleted, its watches end with a LedgerError of kind `deleted`; so does whoever resumes from a revision that it had, also
 * where there is another run of the name.
 *
 * With the first frame a LedgerError may be thrown of kind `invalid`, `limit`, `overloaded`, `notFound` or
 * `unknownRevision`; with any, of kind `unavailable`, `storage` or `closed`: resume from the last revision.
 */
export interface LedgerWatches {
  /**
   * Watches the actions of a run: a snapshot in one frame or more, a marker that it is complete, then changes; or, with
   * `afterRevision`, changes at once. Ends with a `settled` frame once the run has settled. A consumer that is slow gets
   * what changed since it last asked, each action once, as it is then.
   *
   * A step of changes may take several frames. Only the last of them has a revision, and only from there can be resumed.
   */
  watchActions(run: RunIdentifier, options?: WatchActionsOptions): AsyncIterable<ActionsFrame>;
  /**
   * Watches a window on the actions of a run: a part of the rows that they take on a screen, with some of them expanded. Gives the
   * window as it is, then whenever anything in it or around it has changed: which rows it has, whole, and of the actions in them those
   * that changed. Ends with a `settled` frame once the run has settled. To move the window, open another one and end this: it costs
   * the rows that it shows, and with `held` not even those that are known.
   */
  watchWindow(run: RunIdentifier, options?: WatchWindowOptions): AsyncIterable<WindowFrame>;
  /** Watches one action: as it is, then whenever it has changed. Ends once the run has settled. */
  watchAction(action: ActionIdentifier, options?: WatchActionOptions): AsyncIterable<ActionDetails>;
  /** Watches the reports of a run and skips none. Ends with a `settled` frame once the run has settled. */
  watchEvents(run: RunIdentifier, options?: WatchEventsOptions): AsyncIterable<EventsFrame>;
  /** Watches runs. Doesn't end by itself. */
  watchRuns(options?: WatchRunsOptions): AsyncIterable<RunsFrame>;
}
