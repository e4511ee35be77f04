import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import type { AdminMethods } from "../admin-methods.ts";
import { createExecution, type Random } from "./create-execution.ts";
import { executionData } from "./execution-data.ts";
import { executionMetrics } from "./execution-metrics.ts";
import { runOf } from "./execution-id.ts";
import { recoverExecution } from "./recover-execution.ts";
import { relaunchExecution } from "./relaunch-execution.ts";
import { findExecution, listExecutions } from "./read-executions.ts";
import { terminateExecution } from "./terminate-execution.ts";
import { toExecution } from "./to-execution.ts";
import { updateExecution } from "./update-execution.ts";

/**
 * Creates executions, shows them, stops them.
 *
 * @param random what names are made up with
 */
export function executionMethods(context: SurfaceContext, random: Random): AdminMethods {
  const { ledger } = context;
  return {
    createExecution: async (request) => ({ id: await createExecution(context, request, random) }),
    relaunchExecution: async (request) => ({
      id: await relaunchExecution(context, request, random),
    }),
    recoverExecution: async (request) => ({
      id: await recoverExecution(context, request, random, Date.now()),
    }),
    getExecution: async ({ id }) => toExecution(await findExecution(ledger, runOf(present(id)))),
    listExecutions: (request) => listExecutions(context, request),
    async getExecutionData({ id }) {
      const { root } = await findExecution(ledger, runOf(present(id)));
      return executionData(context, root);
    },
    getExecutionMetrics: ({ id, depth }) => executionMetrics(context, runOf(present(id)), depth),
    async updateExecution(request) {
      await updateExecution(context, request, Date.now());
      return {};
    },
    async terminateExecution(request) {
      await terminateExecution(context, request);
      return {};
    },
  };
}
