import type { RunRow, StoredAction } from "@runledger/store";
import type { RunBook } from "./run-book.ts";

/** What a committed transaction did to one run. */
export interface RunNews {
  readonly book: RunBook;
  /** The run as it is now. */
  readonly row: RunRow;
  /** The revision that it was at before. */
  readonly above: number;
  /** Every action that changed since then, as it is now. */
  readonly actions: readonly StoredAction[];
}
