import type { Store } from "@runledger/store";
import type { LedgerLimits } from "../limits.ts";
import type { Feed } from "./feed.ts";
import type { Flights } from "./flights.ts";
import type { RunPulses } from "./run-pulses.ts";
import type { RunViews } from "./run-views.ts";

/** What watches stand on: one of each for a ledger. */
export interface WatchContext {
  readonly store: Store;
  readonly limits: LedgerLimits;
  readonly pulses: RunPulses;
  readonly views: RunViews;
  readonly flights: Flights;
  readonly feed: Feed;
}
