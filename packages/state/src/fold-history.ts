import type { ActionEvent } from "@runledger/proto/run/v1";
import type { FoldResult } from "./fold-result.ts";
import { History, type HistoryOptions } from "./history.ts";

/** A history, and what became of each report that was folded into it. */
export interface FoldedHistory {
  readonly history: History;
  /** In the order of the reports. */
  readonly results: readonly FoldResult[];
}

/** Folds reports, in the order given, over nothing. */
export function foldHistory(
  events: Iterable<ActionEvent>,
  options?: HistoryOptions,
): FoldedHistory {
  const history = new History(options);
  return { history, results: Array.from(events, (event) => history.record(event)) };
}
