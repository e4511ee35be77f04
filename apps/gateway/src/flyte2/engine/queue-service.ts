import type { ServiceImpl } from "@connectrpc/connect";
import type { QueueService } from "@runledger/proto/flyteidl2/workflow";
import { present } from "../present.ts";
import { throwUnlessOk } from "../reports/to-status.ts";
import { abortAction, abortRun } from "../runs/abort.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { declareAction } from "./declare-action.ts";

/** Takes actions that a parent wants done. ActionsService has taken its place. */
export function queueService(context: SurfaceContext): ServiceImpl<typeof QueueService> {
  return {
    async enqueueAction({ parentActionName = "", ...action }) {
      throwUnlessOk(await declareAction(context, { ...action, parent: parentActionName }));
      return {};
    },
    abortQueuedRun: ({ runId, reason }, call) => abortRun(context, present(runId), reason, call),
    abortQueuedAction: ({ actionId, reason }, call) =>
      abortAction(context, present(actionId), reason, call),
  };
}
