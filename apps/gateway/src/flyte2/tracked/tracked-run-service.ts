import type { ServiceImpl } from "@connectrpc/connect";
import type { ActionIdentifier, RunIdentifier } from "@runledger/proto";
import type { TrackedRunService } from "@runledger/proto/flyteidl2/workflow";
import { callerIdentity } from "../auth/auth-answers.ts";
import { present } from "../present.ts";
import { abortRun } from "../runs/abort.ts";
import { getActionDetails, getRunDetails } from "../runs/get-details.ts";
import { listActions } from "../runs/list-actions.ts";
import { listRuns } from "../runs/list-runs.ts";
import { watchActions } from "../runs/watch-actions.ts";
import { watchActionDetails, watchRunDetails } from "../runs/watch-details.ts";
import { watchRuns } from "../runs/watch-runs.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { createTrackedRun } from "./create-tracked-run.ts";
import { reportActions } from "./report-actions.ts";
import { requireTracked, tracked } from "./tracked-run.ts";

/** Takes reports on runs that happen elsewhere, and shows those runs as RunService does. */
export function trackedRunService(context: SurfaceContext): ServiceImpl<typeof TrackedRunService> {
  const ofRun = async (id: RunIdentifier | undefined): Promise<RunIdentifier> => {
    const run = present(id);
    await requireTracked(context, run);
    return run;
  };
  const ofAction = async (id: ActionIdentifier | undefined): Promise<ActionIdentifier> => {
    const action = present(id);
    await ofRun(action.run);
    return action;
  };
  return {
    createRun: (request, { values }) => createTrackedRun(context, request, callerIdentity(values)),
    reportActions: (request) => reportActions(context, request),
    getRunDetails: async ({ runId }) => ({
      details: await getRunDetails(context, await ofRun(runId)),
    }),
    async *watchRunDetails({ runId }, { signal }) {
      const watch = watchRunDetails(context, await ofRun(runId), signal);
      for await (const details of watch) yield { details };
    },
    getActionDetails: async ({ actionId }) => ({
      details: await getActionDetails(context, await ofAction(actionId)),
    }),
    async *watchActionDetails({ actionId }, { signal }) {
      const watch = watchActionDetails(context, await ofAction(actionId), signal);
      for await (const details of watch) yield { details };
    },
    listRuns: (request) => listRuns(context, request, tracked.filter),
    watchRuns: ({ target }, { signal }) =>
      // Tracked runs are no cluster's, so a cluster has none of them.
      target.case === "clusterId"
        ? (async function* none() {})()
        : watchRuns(context, target, signal, tracked),
    listActions: async (request) => {
      await ofRun(request.runId);
      return listActions(context, request);
    },
    async *watchActions(request, { signal }) {
      await ofRun(request.runId);
      yield* watchActions(context, request, signal);
    },
    abortRun: async ({ runId, reason }, call) =>
      abortRun(context, await ofRun(runId), reason, call),
  };
}
