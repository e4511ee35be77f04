import type { Ledger } from "@runledger/ledger";
import type { TaskIdentifier, TaskSpec } from "@runledger/proto";
import type { BlobFiles } from "../blobs/blob-files.ts";

/** What the services stand on. They translate, and hold nothing of their own. */
export interface SurfaceContext {
  readonly ledger: Ledger;
  readonly blobs: BlobFiles;
  /** How large a message may be, in bytes. */
  readonly messageBytes: number;
  /** Whether workers do tasks of a type. */
  readonly isWorkedOn: (taskType: string) => boolean;
  /** Finds a task that was deployed. Undefined: it isn't. */
  readonly findTask: (id: TaskIdentifier) => Promise<TaskSpec | undefined>;
}
