import type { Ledger } from "@runledger/ledger";
import type { Loaders } from "./loaders.ts";
import type { ServerInfo } from "./types/server.ts";

/** What resolvers stand on. One for each operation, and for each frame of a subscription. */
export interface GatewayContext {
  readonly ledger: Ledger;
  readonly loaders: Loaders;
  readonly server: ServerInfo;
  /** Items on one page, at most, and the setting that says so. */
  readonly pageSize: number;
  /** Names the request in the log. */
  readonly requestId: string;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Where a subscription resumes: the id of the last frame that the client has seen. */
  readonly lastEventId?: string;
}
