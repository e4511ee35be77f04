import type { GatewayParts, SharedParts } from "../gateway-parts.ts";
import type { RpcServer } from "../rpc/rpc-server.ts";
import { RestServer } from "./rest-server.ts";

/** Opens what serves RPCs over plain HTTP. */
export function openRest(
  { settings: { requestBytes } }: GatewayParts,
  { guard, log }: SharedParts,
  rpc: RpcServer,
): RestServer {
  return new RestServer({
    rpc,
    requestBytes,
    refusal: (request) => guard.refusal(request),
    caller: (request) => guard.callerOf(request),
    log,
  });
}
