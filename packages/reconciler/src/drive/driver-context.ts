import type { BlobStore } from "@runledger/blobs";
import type { Clock, Ledger } from "@runledger/ledger";
import type { WorkPolicy } from "@runledger/state/reconcile";
import type { Store } from "@runledger/store";
import type { Plugin } from "../plugin.ts";

/** What drivers stand on. */
export interface DriverContext {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly plugins: ReadonlyMap<string, Plugin>;
  /** The task types that some worker takes, as far as this one knows. */
  readonly taskTypes: () => readonly string[];
  readonly folder: string;
  readonly blobs: BlobStore | undefined;
  readonly policy: Partial<WorkPolicy>;
  readonly clock: Clock;
  readonly chance: () => number;
}
