import type { ServiceImpl } from "@connectrpc/connect";
import type { TaskService } from "@runledger/proto/flyteidl2/task";
import type { SurfaceContext } from "../surface-context.ts";
import { callerIdentity } from "../auth/auth-answers.ts";
import { deployTask } from "./deploy-task.ts";
import { getTaskDetails } from "./get-task.ts";
import { listTasks, listVersions } from "./list-tasks.ts";

/** Deploys tasks, and finds them again. */
export function taskService(context: SurfaceContext): ServiceImpl<typeof TaskService> {
  return {
    deployTask: async (request, { values }) => {
      await deployTask(context, request, callerIdentity(values));
      return {};
    },
    getTaskDetails: async ({ taskId }) => ({ details: await getTaskDetails(context, taskId) }),
    listTasks: (request) => listTasks(context, request),
    listVersions: (request) => listVersions(context, request),
  };
}
