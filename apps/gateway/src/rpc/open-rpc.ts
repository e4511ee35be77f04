import { flyte1Routes } from "../flyte1/flyte1-routes.ts";
import { flyte2Routes } from "../flyte2/flyte2-routes.ts";
import type { SurfaceContext } from "../flyte2/surface-context.ts";
import { findTask } from "../flyte2/tasks/get-task.ts";
import type { GatewayParts, SharedParts } from "../gateway-parts.ts";
import { readiness } from "../http/health.ts";
import { RpcServer } from "./rpc-server.ts";

/** Opens the server of RPCs. */
export function openRpc(
  { settings, store, ledger, blobs, plan, services }: GatewayParts,
  { guard, log }: SharedParts,
  isClosing: () => boolean,
): RpcServer {
  const context: SurfaceContext = {
    ledger,
    blobs,
    messageBytes: settings.requestBytes,
    isWorkedOn: (taskType) => plan.taskTypes.includes(taskType),
    findTask: (id) => findTask({ ledger }, id),
  };
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
