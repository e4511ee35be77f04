import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { version } from "../../version.ts";
import type { AdminMethods } from "../admin-methods.ts";
import {
  changeProject,
  getDomains,
  listProjects,
  registerProject,
  showProject,
} from "./projects.ts";

/** Keeps projects, and says which version answers. */
export function projectMethods(context: SurfaceContext): AdminMethods {
  return {
    async registerProject({ project }) {
      await registerProject(context, present(project));
      return {};
    },
    async updateProject(project) {
      await changeProject(context, project);
      return {};
    },
    getProject: ({ id }) => showProject(context, id),
    listProjects: (request) => listProjects(context, request),
    getDomains: () => getDomains(),
    getVersion: () => ({ controlPlaneVersion: { Build: "runledger", Version: version } }),
  };
}
