import type { RunIdentifier, WindowFrame } from "@runledger/proto";
import type { WatchWindowOptions } from "../watch-options.ts";
import { firstWindow } from "./first-window.ts";
import { knownRun } from "./known-run.ts";
import { makeWindow } from "./make-window.ts";
import type { RunView } from "./run-view.ts";
import { takeFilter } from "./take-filter.ts";
import { runSettled } from "./to-frames.ts";
import type { WatchContext } from "./watch-context.ts";
import type { WatchScope } from "./watch-scope.ts";
import type { Window } from "./window.ts";
import { toWindowSpec, type WindowSpec } from "./window-spec.ts";

/**
 * Watches a window on the actions of a run. Between two frames the watch holds what it has shown, which is no more than its
 * rows, so that one that is slow takes, when it comes back, what changed in them since.
 */
export async function* watchWindow(
  context: WatchContext,
  run: RunIdentifier,
  options: WatchWindowOptions,
  scope: WatchScope,
): AsyncGenerator<WindowFrame, void> {
  const spec = toWindowSpec(options, context.limits);
  const known = await knownRun(context, run, options, options.held?.revision, scope);
  if (known === undefined) return;
  const { pulse } = known;
  const view = context.views.take(known.row, scope);
  let window =
    options.held === undefined ? await firstWindow(context, view, known.row, spec) : undefined;
  if (scope.hasEnded) return;
  if (window?.frame !== undefined) {
    yield window.frame;
    // What was read may be newer than what was heard of.
    if (pulse.revision < window.revision) await pulse.refresh();
  }
  await view.follow(pulse);
  if (scope.hasEnded) return;
  const look = lookThrough(view, spec, options, scope);
  for (;;) {
    if (window === undefined || view.revision > window.revision) {
      window = look(window);
      if (window.frame !== undefined) yield window.frame;
    } else if (pulse.revision > window.revision) {
      // The store tells of a change, and its log doesn't have it yet.
      await pulse.polled(scope);
    } else if (pulse.row?.settled) {
      yield {
        $typeName: "runledger.run.v1.WindowFrame",
        frame: { case: "settled", value: runSettled(pulse.row) },
      };
      return;
    } else {
      await pulse.above(window.revision, scope);
    }
    await view.follow(pulse);
    if (scope.hasEnded) return;
  }
}

/** Says how a window is made of the one before. */
function lookThrough(
  view: RunView,
  spec: WindowSpec,
  { filter: wanted, held }: WatchWindowOptions,
  scope: WatchScope,
): (before: Window | undefined) => Window {
  const filter = takeFilter(view, wanted, scope);
  const rows = view.rows(spec.rows);
  scope.defer(() => rows.release());
  const first = held && {
    revision: held.revision,
    actions: new Set(held.actions),
    layout: "",
  };
  return (before) => {
    const { revision, run, size: total } = view;
    const make = (): Window => {
      const source = { run, rows, revision, shown: filter.shown, total };
      return makeWindow(source, spec, before ?? first);
    };
    // What somebody holds already is its own.
    if (before === undefined && held !== undefined) return make();
    return view.window(spec.key, before, make);
  };
}
