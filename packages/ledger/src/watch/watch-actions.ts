import type { ActionsFrame, RunIdentifier } from "@runledger/proto";
import { frameSize } from "../read/page-size.ts";
import type { WatchActionsOptions } from "../watch-options.ts";
import { knownRun } from "./known-run.ts";
import { takeFilter } from "./take-filter.ts";
import { changedFrames, settledFrame, snapshotFrames } from "./to-frames.ts";
import type { WatchContext } from "./watch-context.ts";
import type { WatchScope } from "./watch-scope.ts";

/**
 * Watches the actions of a run. Between two frames the watch holds a revision and a filter and nothing else, so that one
 * that is slow takes, when it comes back, what changed since: each action once, as it is then.
 */
export async function* watchActions(
  context: WatchContext,
  run: RunIdentifier,
  options: WatchActionsOptions,
  scope: WatchScope,
): AsyncGenerator<ActionsFrame, void> {
  const size = frameSize(options.frameSize, context.limits);
  const known = await knownRun(context, run, options, options.afterRevision, scope);
  if (known === undefined) return;
  const { pulse } = known;
  const view = context.views.take(known.row, scope);
  await view.follow(pulse);
  if (scope.hasEnded) return;
  const filter = takeFilter(view, options.filter, scope);
  let at = options.afterRevision;
  if (at === undefined) {
    const step = view.snapshot(filter);
    yield* snapshotFrames(view.run, step, size);
    at = step.revision;
  }
  for (;;) {
    if (!view.isWith(pulse)) await view.follow(pulse);
    if (scope.hasEnded) return;
    if (view.revision > at) {
      const step = view.changes(at, filter);
      at = step.revision;
      if (step.changes.length === 0) continue;
      for (const frame of changedFrames(view.run, step, size)) yield frame;
    } else if (pulse.revision > at) {
      // The store tells of a change, and its log doesn't have it yet.
      await pulse.polled(scope);
    } else if (pulse.row?.settled) {
      yield settledFrame(pulse.row);
      return;
    } else {
      await pulse.above(at, scope);
    }
  }
}
