import { toBinary } from "@bufbuild/protobuf";
import { type Project, ProjectSchema } from "@runledger/proto/flyteidl2/project";
import { GatewayError } from "../../errors/gateway-error.ts";
import { namingFields } from "../../errors/naming-fields.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { projectName, toProject } from "./to-project.ts";

/** What a project's fields are called where the ledger calls them otherwise. */
const names = { title: "name", name: "id", project: "id" };

/**
 * Creates a project. One that is known by its runs only is taken over.
 *
 * @throws GatewayError ALREADY_EXISTS, which changes nothing
 */
export async function createProject({ ledger }: SurfaceContext, project: Project): Promise<void> {
  const name = projectName(required(project.id));
  const body = toBinary(ProjectSchema, project);
  const made = { ...name, title: project.name, createdBy: "", body };
  const { kind, entity } = await namingFields(names, () => ledger.createEntity(made));
  if (kind === "created") return;
  if (entity.body.length === 0) {
    await ledger.updateEntity({ ...name, title: project.name, state: project.state, body });
    return;
  }
  throw new GatewayError(
    "ALREADY_EXISTS",
    `There is a project ${project.id} already, and it stays as it is. Change it with UpdateProject.`,
  );
}

/**
 * Changes a project.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function updateProject({ ledger }: SurfaceContext, project: Project): Promise<void> {
  const change = {
    ...projectName(required(project.id)),
    title: project.name,
    state: project.state,
    body: toBinary(ProjectSchema, project),
  };
  const changed = await namingFields(names, () => ledger.updateEntity(change));
  if (changed === undefined) throw notKnown(project.id);
}

/**
 * Gets a project.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function getProject({ ledger }: SurfaceContext, id: string): Promise<Project> {
  const entity = await ledger.getEntity(projectName(required(id)));
  if (entity === undefined) throw notKnown(id);
  return toProject(entity);
}

function required(id: string): string {
  if (id !== "") return id;
  throw new GatewayError("BAD_INPUT", "The project's id is missing.", { field: "id" });
}

function notKnown(id: string): GatewayError {
  return new GatewayError(
    "NOT_FOUND",
    `The project ${id} isn't known. It is there once it is created, or with its first run.`,
  );
}
