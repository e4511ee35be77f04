import { LaunchPlanState, type ResourceListRequest } from "@runledger/proto/flyteidl/admin";
import { ResourceType } from "@runledger/proto/flyteidl/core";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import type { AdminMethods } from "../admin-methods.ts";
import { getDescription, listDescriptions } from "./descriptions.ts";
import {
  createLaunchPlan,
  getActiveLaunchPlan,
  getLaunchPlan,
  updateLaunchPlan,
} from "./launch-plans.ts";
import { listLaunchPlans } from "./list-launch-plans.ts";
import { listNames, listVersions, only, type VersionsRequest } from "./list-versions.ts";
import {
  getNamedEntity,
  listNamedEntities,
  toNamedId,
  updateNamedEntity,
} from "./named-entities.ts";
import { createTask, getTask, toTask } from "./tasks.ts";
import { createWorkflow, getWorkflow, toWorkflow } from "./workflows.ts";

const { TASK, WORKFLOW, LAUNCH_PLAN } = ResourceType;

/** Registers tasks, workflows and launch plans, and finds them again. */
export function entityMethods(context: SurfaceContext): AdminMethods {
  return {
    async createTask(request) {
      await createTask(context, request);
      return {};
    },
    getTask: ({ id }) => getTask(context, present(id)),
    async listTasks(request) {
      const { items, token } = await listVersions(context, TASK, ofName(request));
      return { tasks: items.map(toTask), token };
    },
    listTaskIds: async (request) => toIds(await listNames(context, TASK, request)),
    async createWorkflow(request) {
      await createWorkflow(context, request);
      return {};
    },
    getWorkflow: ({ id }) => getWorkflow(context, present(id)),
    async listWorkflows(request) {
      const { items, token } = await listVersions(context, WORKFLOW, ofName(request));
      return { workflows: items.map(toWorkflow), token };
    },
    listWorkflowIds: async (request) => toIds(await listNames(context, WORKFLOW, request)),
    async createLaunchPlan(request) {
      await createLaunchPlan(context, request);
      return {};
    },
    getLaunchPlan: ({ id }) => getLaunchPlan(context.ledger, present(id)),
    getActiveLaunchPlan: ({ id }) => getActiveLaunchPlan(context, present(id)),
    listLaunchPlans: (request) => listLaunchPlans(context, ofName(request)),
    listActiveLaunchPlans: (request) =>
      listLaunchPlans(context, request, only("state", LaunchPlanState.ACTIVE)),
    listLaunchPlanIds: async (request) => toIds(await listNames(context, LAUNCH_PLAN, request)),
    async updateLaunchPlan({ id, state }) {
      await updateLaunchPlan(context, present(id), state);
      return {};
    },
    getNamedEntity: (request) => getNamedEntity(context, request),
    listNamedEntities: (request) => listNamedEntities(context, request),
    async updateNamedEntity(request) {
      await updateNamedEntity(context, request);
      return {};
    },
    getDescriptionEntity: ({ id }) => getDescription(context, present(id)),
    listDescriptionEntities: (request) => listDescriptions(context, request),
  };
}

/** Says whose versions a client asks for: those of a name, or of a project and domain. */
function ofName({ id, ...request }: ResourceListRequest): VersionsRequest {
  const { project, domain, name } = present(id);
  return { ...request, project, domain, name };
}

function toIds({ items, token }: Awaited<ReturnType<typeof listNames>>) {
  return { entities: items.map(toNamedId), token };
}
