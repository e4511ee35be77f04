import type { ServiceImpl } from "@connectrpc/connect";
import type { ProjectService } from "@runledger/proto/flyteidl2/project";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { listProjects } from "./list-projects.ts";
import { createProject, getProject, updateProject } from "./projects.ts";

/** Keeps projects. A project that nobody has created is there with its first run. */
export function projectService(context: SurfaceContext): ServiceImpl<typeof ProjectService> {
  return {
    createProject: async ({ project }) => {
      await createProject(context, present(project));
      return {};
    },
    updateProject: async ({ project }) => {
      await updateProject(context, present(project));
      return {};
    },
    getProject: async ({ id }) => ({ project: await getProject(context, id) }),
    listProjects: async (request) => ({ projects: await listProjects(context, request) }),
  };
}
