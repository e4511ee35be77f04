import { create, fromBinary } from "@bufbuild/protobuf";
import type { Entity, EntityName } from "@runledger/ledger";
import {
  DomainSchema,
  type Project,
  ProjectSchema,
  type ProjectState,
} from "@runledger/proto/flyteidl2/project";

/** The domains of every project: those that Flyte comes with. */
export const DOMAINS = ["development", "staging", "production"] as const;

/** Names a project among what is registered. */
export function projectName(id: string): EntityName {
  return { kind: "project", project: id, domain: "", name: id, version: "" };
}

/** Reads a project as it was registered; one that is known by its runs only has its name and no more. */
export function toProject({ name, title, state, body }: Entity): Project {
  const project = fromBinary(ProjectSchema, body);
  project.id = name;
  project.name = title === "" ? name : title;
  project.state = state as ProjectState;
  if (project.domains.length === 0) {
    project.domains = DOMAINS.map((id) => create(DomainSchema, { id, name: id }));
  }
  return project;
}
