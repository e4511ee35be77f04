import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import type { AdminMethods } from "../admin-methods.ts";
import { takeNodeEvent, takeTaskEvent, takeWorkflowEvent } from "./take-events.ts";

/** Takes what Flyte 1's engine tells of executions, nodes and tasks. */
export function eventMethods(context: SurfaceContext): AdminMethods {
  return {
    async createWorkflowEvent({ event }) {
      await takeWorkflowEvent(context, present(event));
      return {};
    },
    async createNodeEvent({ event }) {
      await takeNodeEvent(context, present(event));
      return {};
    },
    async createTaskEvent({ event }) {
      await takeTaskEvent(context, present(event));
      return {};
    },
  };
}
