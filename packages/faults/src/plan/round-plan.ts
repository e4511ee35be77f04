import type { Report } from "@runledger/ledger";
import type { PlannedEnding } from "./plan-endings.ts";

/** Which database a round is about. */
export type DatabaseKind = "sqlite" | "postgres";

/** What a writer sends at once, and how long it waits before, in milliseconds. */
export interface PlannedBatch {
  readonly wait: number;
  readonly reports: readonly Report[];
}

/** What a watcher watches. */
export type Watched =
  | {
      readonly kind: "actions";
      readonly run: string;
      readonly domain?: string;
      readonly filter: PlannedFilter;
    }
  | { readonly kind: "events"; readonly run: string; readonly domain?: string }
  | { readonly kind: "runs" };

/** Which actions a watcher asks for. */
export interface PlannedFilter {
  /** Undefined: whatever their names are. */
  readonly nameContains?: string;
  /** The short names of phases. Undefined: all of them. */
  readonly phases?: readonly string[];
}

/** Who watches what, over which transport, and from when on. */
export interface PlannedWatcher {
  readonly name: string;
  readonly transport: "sse" | "ws";
  readonly watched: Watched;
  /** Begins once so many reports have been acknowledged. */
  readonly at: number;
  /** How its watch ends: by itself, or because the run is deleted. Default: settled. */
  readonly ends?: "settled" | "deleted";
}

/** What goes wrong. Gateways are numbered from 0, watchers likewise. */
export type FaultAction =
  /** SIGKILL; started again afterwards. */
  | { readonly kind: "kill-gateway"; readonly gateway: number }
  /** SIGSTOP, then SIGCONT. */
  | { readonly kind: "stop-gateway"; readonly gateway: number }
  /** Every connection of clients to it is reset. */
  | { readonly kind: "cut-clients"; readonly gateway: number }
  /** Nothing goes through between clients and it, in either direction; then all that was held does. */
  | { readonly kind: "hold-clients"; readonly gateway: number }
  /** Its side of every connection goes away, and clients are not told. */
  | { readonly kind: "half-open-clients"; readonly gateway: number }
  /** Everything between clients and it takes longer. */
  | { readonly kind: "delay-clients"; readonly gateway: number; readonly delay: number }
  /** A watcher reads nothing. */
  | { readonly kind: "pause-watcher"; readonly watcher: number }
  /** PostgreSQL is stopped in immediate mode, and started again. */
  | { readonly kind: "restart-database" }
  /** PostgreSQL is stopped in immediate mode, and its standby takes over. */
  | { readonly kind: "fail-over" }
  /** Every connection of a gateway to the database is reset. */
  | { readonly kind: "cut-database"; readonly gateway: number }
  /** Nothing goes through between a gateway and the database; then all that was held does. */
  | { readonly kind: "hold-database"; readonly gateway: number }
  /** The database's side of every connection goes away, and the gateway is not told. */
  | { readonly kind: "half-open-database"; readonly gateway: number }
  /** Notifications to a gateway are lost; everything else goes through. */
  | { readonly kind: "drop-notifications"; readonly gateway: number }
  /** The machine loses its power: what was never flushed is gone, or a part of it. The gateway is started again. */
  | { readonly kind: "cut-power" };

/** A fault, and when. */
export interface PlannedFault {
  /** Begins once so many reports have been acknowledged. */
  readonly at: number;
  /** Ends once so many more have been, or at the latest after `lasts` milliseconds. */
  readonly span: number;
  readonly lasts: number;
  readonly action: FaultAction;
}

/** All that a round does. Follows from its seed alone. */
export interface RoundPlan {
  readonly seed: number;
  readonly database: DatabaseKind;
  readonly gateways: number;
  /** By how much each gateway's clock is off, in milliseconds. */
  readonly clockOffsets: readonly number[];
  readonly runs: readonly string[];
  /** Every report of the stories, once, in an order in which they may have happened. */
  readonly stories: readonly Report[];
  /** What each writer sends, in order. */
  readonly writers: readonly (readonly PlannedBatch[])[];
  /** What ends the runs, sent when all else has been acknowledged. */
  readonly last: PlannedBatch;
  readonly watchers: readonly PlannedWatcher[];
  readonly faults: readonly PlannedFault[];
  /** Other runs, which somebody ends from outside. */
  readonly endings: readonly PlannedEnding[];
}
