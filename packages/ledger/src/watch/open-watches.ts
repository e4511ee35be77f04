import type { LedgerWatches } from "../ledger-watches.ts";
import { watchAction } from "./watch-action.ts";
import { watchActions } from "./watch-actions.ts";
import type { WatchContext } from "./watch-context.ts";
import { watchEvents } from "./watch-events.ts";
import type { WatchRegister } from "./watch-register.ts";
import { watchRuns } from "./watch-runs.ts";
import { watchWindow } from "./watch-window.ts";

/** Opens what can be watched in a ledger. */
export function openWatches(context: WatchContext, register: WatchRegister): LedgerWatches {
  return {
    watchActions: (run, options = {}) =>
      register.watch("actions", options.signal, (scope) =>
        watchActions(context, run, options, scope),
      ),
    watchWindow: (run, options = {}) =>
      register.watch("windows", options.signal, (scope) =>
        watchWindow(context, run, options, scope),
      ),
    watchAction: (action, options = {}) =>
      register.watch("action", options.signal, (scope) =>
        watchAction(context, action, options, scope),
      ),
    watchEvents: (run, options = {}) =>
      register.watch("events", options.signal, (scope) =>
        watchEvents(context, run, options, scope),
      ),
    watchRuns: (options = {}) =>
      register.watch("runs", options.signal, (scope) => watchRuns(context, options, scope)),
  };
}
