import type { Clock, Ledger } from "@runledger/ledger";
import type { WorkPolicy } from "@runledger/state/reconcile";
import type { Store } from "@runledger/store";
import type { AttemptBlobs } from "../attempt-files.ts";
import type { WorkBook } from "../book/work-book.ts";
import type { Plugin } from "../plugin.ts";

/** What drivers stand on. */
export interface DriverContext {
  readonly book: WorkBook;
  /** Where the cache is. Undefined: in no database that this process has. */
  readonly store: Store | undefined;
  readonly ledger: Pick<Ledger, "getActionDetails">;
  readonly plugins: ReadonlyMap<string, Plugin>;
  /** The task types that some worker takes, as far as this one knows. */
  readonly taskTypes: () => readonly string[];
  readonly folder: string;
  readonly blobs: AttemptBlobs | undefined;
  readonly policy: Partial<WorkPolicy>;
  readonly clock: Clock;
  readonly chance: () => number;
  /** Tells which work is left to other workers, though nothing here takes it. */
  readonly leaves: (taskType: string) => boolean;
}
