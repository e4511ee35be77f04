import { Code, ConnectError, type ServiceImpl } from "@connectrpc/connect";
import type { RunService } from "@runledger/proto/flyteidl2/workflow";
import { getActionData } from "../data/action-data.ts";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { abortAction, abortRun } from "./abort.ts";
import { callerIdentity } from "../auth/auth-answers.ts";
import { createRun } from "./create-run.ts";
import { dataUris, getActionDetails, getRunDetails, logContext } from "./get-details.ts";
import { listActions } from "./list-actions.ts";
import { listRuns } from "./list-runs.ts";
import { signalCondition } from "./signal-condition.ts";
import { toLiteral } from "./to-literal.ts";
import { watchActions } from "./watch-actions.ts";
import { watchClusterEvents } from "./watch-cluster-events.ts";
import { watchActionDetails, watchRunDetails } from "./watch-details.ts";
import { watchGroups } from "./watch-groups.ts";
import { watchRuns } from "./watch-runs.ts";

/** Creates runs, shows them, aborts them. */
export function runService(context: SurfaceContext): ServiceImpl<typeof RunService> {
  return {
    createRun: (request, { values }) =>
      createRun(context, request, Date.now(), callerIdentity(values)),
    abortRun: ({ runId, reason }, call) => abortRun(context, present(runId), reason, call),
    abortAction: ({ actionId, reason }, call) =>
      abortAction(context, present(actionId), reason, call),
    getRunDetails: async ({ runId }) => ({ details: await getRunDetails(context, present(runId)) }),
    async *watchRunDetails({ runId }, { signal }) {
      const watch = watchRunDetails(context, present(runId), signal);
      for await (const details of watch) yield { details };
    },
    getActionDetails: async ({ actionId }) => ({
      details: await getActionDetails(context, present(actionId)),
    }),
    async *watchActionDetails({ actionId }, { signal }) {
      const watch = watchActionDetails(context, present(actionId), signal);
      for await (const details of watch) yield { details };
    },
    async getActionData({ actionId }) {
      const { inputs, outputs } = await getActionData(context, present(actionId));
      return { ...(inputs && { inputs }), ...(outputs && { outputs }) };
    },
    listRuns: (request) => listRuns(context, request),
    watchRuns: ({ target }, { signal }) => {
      if (target.case !== "clusterId") return watchRuns(context, target, signal);
      throw new ConnectError(
        "target.cluster_id isn't taken: runs belong to no cluster here. Ask by project_id.",
        Code.InvalidArgument,
      );
    },
    listActions: (request) => listActions(context, request),
    watchActions: (request, { signal }) => watchActions(context, request, signal),
    watchClusterEvents: (request, { signal }) => watchClusterEvents(context, request, signal),
    signalEvent: ({ actionId, payload }) =>
      signalCondition(context, present(actionId), toLiteral(present(payload))),
    watchGroups: (request, { signal }) => watchGroups(context, request, signal),
    getActionDataURIs: async ({ actionId }) =>
      dataUris(await getActionDetails(context, present(actionId))),
    getActionLogContext: async ({ actionId, attempt }) =>
      logContext(await getActionDetails(context, present(actionId)), attempt),
  };
}
