import type { TreeFilter } from "@runledger/state";
import { LedgerError } from "../ledger-error.ts";
import type { ActionsFilter } from "../watch-options.ts";
import type { RunView } from "./run-view.ts";
import type { WatchScope } from "./watch-scope.ts";

/** Takes a filter into use until the watch ends. @throws LedgerError of kind `invalid` for a phase that there isn't */
export function takeFilter(
  view: RunView,
  { nameContains, phases }: ActionsFilter = {},
  scope: WatchScope,
): TreeFilter {
  try {
    const filter = view.filter({
      ...(phases && { phases }),
      ...(nameContains !== undefined && { nameContains }),
    });
    scope.defer(() => filter.release());
    return filter;
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    const violations = [{ field: "filter.phases", message: failure.message }];
    throw new LedgerError("invalid", failure.message, { violations });
  }
}
