import { flyte1Routes } from "../flyte1/flyte1-routes.ts";
import { flyte2Routes } from "../flyte2/flyte2-routes.ts";
import type { GatewayParts, SharedParts } from "../gateway-parts.ts";
import { readiness } from "../http/health.ts";
import { RpcServer } from "./rpc-server.ts";
import { surfaceContext } from "./surface-context.ts";

/** Opens the server of RPCs. */
export function openRpc(
  parts: GatewayParts,
  { guard, log }: SharedParts,
  isClosing: () => boolean,
): RpcServer {
  const { settings, services, store } = parts;
  const context = surfaceContext(parts);
  return new RpcServer({
    routes: (router) => {
      flyte1Routes(context)(router);
      flyte2Routes(context)(router);
      services?.(router);
    },
    settings,
    ready: async () => (await readiness(store, isClosing())).ready,
    refusal: (request) => guard.refusal(request),
    log,
  });
}
