import type { TreeRowsSpec } from "@runledger/state";
import { ROOT_ACTION } from "@runledger/state";
import { LedgerError } from "../ledger-error.ts";
import type { LedgerLimits } from "../limits.ts";
import { overLimit } from "../over-limit.ts";
import type { WatchWindowOptions } from "../watch-options.ts";
import type { ViewAction } from "./view-action.ts";
import { isWindowOrder, toTreeOrder } from "./window-order.ts";

const DEFAULT_ROWS = 100;

/** What a window shows, checked. */
export interface WindowSpec {
  readonly rows: TreeRowsSpec<ViewAction>;
  readonly anchor: { readonly row: number } | { readonly action: string };
  readonly before: number;
  readonly after: number;
  /** Equal for windows that show the same. */
  readonly key: string;
}

/**
 * Checks what was asked for, and fills what was left out.
 *
 * @throws LedgerError of kind `invalid` or `limit`
 */
export function toWindowSpec(options: WatchWindowOptions, limits: LedgerLimits): WindowSpec {
  const { anchor = { row: 0 }, expanded = [ROOT_ACTION], filter, held } = options;
  const { order = { by: "number" } } = options;
  const before = wholeNumber("before", options.before ?? 0);
  const after = wholeNumber("after", options.after ?? Math.min(DEFAULT_ROWS, limits.windowRows));
  if ("row" in anchor) wholeNumber("anchor.row", anchor.row);
  if (!isWindowOrder(order.by)) {
    throw invalid("order.by", `is ${JSON.stringify(order.by)}, and no order is called that`);
  }
  atMost(limits, "windowRows", "Rows in a window", before + after);
  atMost(limits, "expandedActions", "Expanded actions", expanded.length);
  if (held !== undefined) {
    wholeNumber("held.revision", held.revision);
    // Those above the window are held too, so there may be more of them than rows.
    atMost(limits, "windowRows", "Held actions, by two", Math.ceil(held.actions.length / 2));
  }
  return {
    rows: { filter, order: toTreeOrder(order), expanded },
    anchor,
    before,
    after,
    key: JSON.stringify([filter, order, expanded, anchor, before, after]),
  };
}

function atMost(
  limits: LedgerLimits,
  name: "windowRows" | "expandedActions",
  what: string,
  actual: number,
): void {
  if (actual > limits[name]) throw overLimit(limits, name, what, actual);
}

function wholeNumber(field: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(field, `is ${value}, and must be a whole number from 0`);
}

function invalid(field: string, message: string): LedgerError {
  return new LedgerError("invalid", `${field} ${message}.`, {
    violations: [{ field, message: `${message}.` }],
  });
}
