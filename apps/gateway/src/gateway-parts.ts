import type { BlobStore } from "@runledger/blobs";
import type { RpcRouter } from "./rpc/rpc-router.ts";
import type { Ledger } from "@runledger/ledger";
import type { Store } from "@runledger/store";
import type { Logger } from "pino";
import type { BlobFiles } from "./blobs/blob-files.ts";
import type { HiddenErrorLog } from "./errors/to-graphql-error.ts";
import type { GraphQLServer } from "./graphql/graphql-server.ts";
import type { Authenticator } from "./http/authenticator.ts";
import type { Guard } from "./http/guard.ts";
import type { Settings } from "./settings/table.ts";
import type { RemoteTypes } from "./work/remote-types.ts";
import type { WorkUnderWay } from "./work/start-work.ts";
import type { WorkPlan } from "./work/work-plan.ts";

/** What is open by the time that the gateway begins to serve. */
export interface GatewayParts {
  readonly settings: Settings;
  readonly authenticator: Authenticator;
  readonly logger: Logger;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly blobs: BlobFiles;
  /** Where old runs go before they are deleted. Undefined: nowhere. */
  readonly archive: BlobStore | undefined;
  readonly plan: WorkPlan;
  readonly work: WorkUnderWay | undefined;
  /** Registers RPC services beside the gateway's own, or in their place. */
  readonly services: ((router: RpcRouter) => void) | undefined;
  /** What workers do that have their work through this gateway. */
  readonly remoteTypes: RemoteTypes;
}

/** What all transports share. */
export interface SharedParts {
  readonly graphql: GraphQLServer;
  readonly guard: Guard;
  readonly requestId: () => string;
  readonly log: HiddenErrorLog;
}
