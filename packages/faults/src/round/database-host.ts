import type { ClusterDatabase } from "../cluster/cluster.ts";
import type { DatabaseKind } from "../plan/round-plan.ts";

/** An empty database for one round. */
export interface OpenedDatabase {
  readonly database: ClusterDatabase;
  /** Variables for the gateways that use it. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Flags for the Node of the gateways that use it. */
  readonly nodeFlags?: readonly string[];
  /** Makes the disk that it is on forget what was never flushed. */
  readonly losePower?: () => Promise<void>;
  /** Deletes it. */
  readonly close: () => Promise<void>;
}

/** Where rounds get their databases. */
export interface DatabaseHost {
  readonly kind: DatabaseKind;
  /** Whether its power can be cut, and nothing else goes wrong. */
  readonly hasPower: boolean;
  /** Makes an empty database, if need be in this folder, which is empty too. */
  open(folder: string): Promise<OpenedDatabase>;
  /** Ends all that it has started. */
  close(): Promise<void>;
}
