import type {
  ActionDetails,
  ActionIdentifier,
  ActionsFrame,
  EventsFrame,
  RunIdentifier,
} from "@runledger/proto";
import type { RunsFrame } from "./runs-frame.ts";
import type {
  WatchActionOptions,
  WatchActionsOptions,
  WatchEventsOptions,
  WatchRunsOptions,
} from "./watch-options.ts";

/**
 * What can be watched in a ledger. A watch opens when its first frame is asked for, and holds nothing after its end:
 * when it is done, when it has thrown, when its signal aborts, when its iterator returns.
 *
 * Frames are shared between watches and must not be changed.
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
  /** Watches one action: as it is, then whenever it has changed. Ends once the run has settled. */
  watchAction(action: ActionIdentifier, options?: WatchActionOptions): AsyncIterable<ActionDetails>;
  /** Watches the reports of a run and skips none. Ends with a `settled` frame once the run has settled. */
  watchEvents(run: RunIdentifier, options?: WatchEventsOptions): AsyncIterable<EventsFrame>;
  /** Watches runs. Doesn't end by itself. */
  watchRuns(options?: WatchRunsOptions): AsyncIterable<RunsFrame>;
}
