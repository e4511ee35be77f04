import { flyte2Routes } from "../flyte2/flyte2-routes.ts";
import { findTask } from "../flyte2/tasks/get-task.ts";
import type { GatewayParts, SharedParts } from "../gateway-parts.ts";
import { readiness } from "../http/health.ts";
import { RpcServer } from "./rpc-server.ts";

/** Opens the server of RPCs. */
export function openRpc(
  { settings, store, ledger, blobs, plan }: GatewayParts,
  { guard, log }: SharedParts,
  isClosing: () => boolean,
): RpcServer {
  return new RpcServer({
    routes: flyte2Routes({
      ledger,
      blobs,
      messageBytes: settings.requestBytes,
      isWorkedOn: (taskType) => plan.taskTypes.includes(taskType),
      findTask: (id) => findTask({ ledger }, id),
    }),
    settings,
    ready: async () => (await readiness(store, isClosing())).ready,
    refusal: (request) => guard.refusal(request),
    log,
  });
}
