import { createContextKey, type ContextKey } from "@connectrpc/connect";
import type { GatewayError } from "../errors/gateway-error.ts";

/** What is known of a request before its method is looked at. */
export interface RpcRequest {
  /** Names it in the log, and in the header x-request-id of the answer. */
  readonly requestId: string;
  /** Why it isn't served. Undefined: it is. */
  readonly refusal: GatewayError | undefined;
  /** Who calls, as far as the token says it. Undefined: it doesn't. */
  readonly caller: string | undefined;
}

/** Where a request carries it. */
export const rpcRequest: ContextKey<RpcRequest> = createContextKey<RpcRequest>(
  { requestId: "", refusal: undefined, caller: undefined },
  { description: "what is known of the request" },
);
