import type { SurfaceContext } from "../flyte2/surface-context.ts";
import { findTask } from "../flyte2/tasks/get-task.ts";
import type { GatewayParts } from "../gateway-parts.ts";

/** Says what the services stand on in a gateway. */
export function surfaceContext({ settings, ledger, blobs, plan }: GatewayParts): SurfaceContext {
  return {
    ledger,
    blobs,
    messageBytes: settings.requestBytes,
    isWorkedOn: (taskType) => plan.taskTypes.includes(taskType),
    findTask: (id) => findTask({ ledger }, id),
  };
}
