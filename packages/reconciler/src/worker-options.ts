import type { BlobStore } from "@runledger/blobs";
import type { Clock, Ledger } from "@runledger/ledger";
import type { WorkPolicy } from "@runledger/state/reconcile";
import type { Store } from "@runledger/store";
import type { Plugin } from "./plugin.ts";
import type { RemoteGateway } from "./remote/connect-gateway.ts";

/** What a worker on a database stands on and how it is set. */
export interface WorkerOptions extends WorkerSettings {
  /** Where the ledger's rows are, and the work. */
  readonly store: Store;
  readonly ledger: Ledger;
  /**
   * Where logs and outputs are kept, for every worker and gateway to read. Default: in the attempts' folders, which then must be
   * kept too.
   */
  readonly blobs?: BlobStore;
  /**
   * What becomes of tasks whose type none of its plugins takes: they fail, by an error that says so, or are left to workers
   * that take it. Default: "fail", which is right where there is no other worker.
   */
  readonly unknownTaskTypes?: "fail" | "leave";
  /**
   * How long a task waits that is left, and whose type no worker has taken in the last week, until it fails, in milliseconds.
   * Default: 60,000.
   */
  readonly unknownTaskTypeGrace?: number;
  /** Which task types other workers do now: such work isn't leased here. Default: none. */
  readonly doneElsewhere?: () => readonly string[];
  /** Tells which unknown task types are left to workers that may come, even where unknown ones fail. Default: none. */
  readonly leftToOthers?: (taskType: string) => boolean;
}

/** What a worker at a gateway stands on and how it is set. Tasks that it doesn't know are left to others. */
export interface RemoteWorkerOptions extends WorkerSettings {
  /** What `connectGateway` has given. */
  readonly gateway: RemoteGateway;
}

/** How any worker is set. */
export interface WorkerSettings {
  readonly plugins: readonly Plugin[];
  /** The folder below which each attempt gets one of its own. */
  readonly folder: string;
  /** Names the worker in leases and reports. Default: the host's name and the process id. */
  readonly name?: string;
  /** How much work it has at a time. Default: 64. */
  readonly concurrency?: number;
  /** How much work of one project all workers have at a time. Default: any. */
  readonly perProject?: number;
  /** How much work of one task type all workers have at a time. Default: any. */
  readonly perTaskType?: number;
  /** How long a lease lasts that isn't renewed, in milliseconds. Default: 15,000. */
  readonly lease?: number;
  /** How often it looks for work while there is none, in milliseconds. Default: 50. */
  readonly pollInterval?: number;
  /** What differs from `defaultWorkPolicy`. */
  readonly policy?: Partial<WorkPolicy>;
  /** Default: the system's clock. */
  readonly clock?: Clock;
  /** Gives numbers from 0 up to, but not including, 1. Default: the system's. */
  readonly chance?: () => number;
  /** Hears of what went wrong with the worker itself, as when the store can't be reached. It goes on. */
  readonly onError?: (error: unknown) => void;
}
