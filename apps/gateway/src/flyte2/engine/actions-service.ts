import type { ServiceImpl } from "@connectrpc/connect";
import type { ActionsService } from "@runledger/proto/flyteidl2/actions";
import { present } from "../present.ts";
import { throwUnlessOk, toStatus } from "../reports/to-status.ts";
import { abortAction } from "../runs/abort.ts";
import { signalCondition } from "../runs/signal-condition.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { declareAction } from "./declare-action.ts";
import { statusReport } from "./status-report.ts";
import { watchChildren } from "./watch-children.ts";

/** Takes actions that a parent wants done, and what an engine tells of them. Who does them is the engine's affair. */
export function actionsService(context: SurfaceContext): ServiceImpl<typeof ActionsService> {
  const { ledger } = context;
  return {
    async enqueue({ action }) {
      const { parentActionName = "", ...rest } = present(action);
      throwUnlessOk(await declareAction(context, { ...rest, parent: parentActionName }));
      return {};
    },
    watchForUpdates: ({ filter }, { signal }) =>
      watchChildren(context, present(filter.value), signal),
    async update({ actionId, attempt, status }) {
      const event = statusReport(present(actionId), present(status), attempt);
      const [result] = await ledger.record([{ event }]);
      throwUnlessOk(toStatus(present(result)));
      return {};
    },
    abort: ({ actionId, reason, abortedBy }, call) =>
      abortAction(context, present(actionId), reason, call, abortedBy),
    signal: ({ actionId, value, signalledBy }) =>
      signalCondition(context, present(actionId), present(value), signalledBy),
  };
}
