import { create } from "@bufbuild/protobuf";
import {
  DomainSchema,
  type GetDomainsResponse,
  GetDomainsResponseSchema,
  type Project,
  type ProjectListRequest,
  ProjectSchema,
  type Projects,
  ProjectsSchema,
  Project_ProjectState,
} from "@runledger/proto/flyteidl/admin";
import {
  type Project as KeptProject,
  ProjectSchema as KeptSchema,
} from "@runledger/proto/flyteidl2/project";
import type { EntityColumn } from "@runledger/store";
import { createProject, getProject, updateProject } from "../../flyte2/projects/projects.ts";
import { DOMAINS, toProject } from "../../flyte2/projects/to-project.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { entityColumns } from "../lists/entity-columns.ts";
import { parseFilters } from "../lists/parse-filters.ts";
import { readPage } from "../lists/read-page.ts";
import type { TextColumns } from "../lists/text-column.ts";
import { toFilter, toSort } from "../lists/text-query.ts";
import { sameWire } from "../same-wire.ts";

const { ACTIVE, ARCHIVED, SYSTEM_GENERATED, SYSTEM_ARCHIVED } = Project_ProjectState;
const inUse = { ACTIVE, ARCHIVED, SYSTEM_GENERATED, SYSTEM_ARCHIVED };
const columns: TextColumns<EntityColumn> = {
  ...entityColumns(["project"], inUse),
  id: { column: "name", values: "text" },
  identifier: { column: "name", values: "text" },
  name: { column: "title", values: "text" },
};

const kept = (project: Project): KeptProject => sameWire(ProjectSchema, KeptSchema, project);
const shown = (project: KeptProject): Project => sameWire(KeptSchema, ProjectSchema, project);

/** Registers a project. */
export async function registerProject(context: SurfaceContext, project: Project): Promise<void> {
  await createProject(context, kept(project));
}

/** Changes a project. */
export async function changeProject(context: SurfaceContext, project: Project): Promise<void> {
  await updateProject(context, kept(project));
}

/** Gets a project. */
export async function showProject(context: SurfaceContext, id: string): Promise<Project> {
  return shown(await getProject(context, id));
}

/** Lists projects, by their ids where nobody says otherwise; those that are archived only where a filter asks for the state. */
export async function listProjects(
  { ledger }: SurfaceContext,
  { limit, token, filters, sortBy }: ProjectListRequest,
): Promise<Projects> {
  const conditions = parseFilters(filters);
  const usual = conditions.some(({ field }) => field.endsWith("state"))
    ? []
    : [{ column: "state" as const, condition: { kind: "notIn" as const, values: [ARCHIVED] } }];
  const filter = [...toFilter(conditions, columns), ...usual];
  const sort = toSort(sortBy, columns, [{ column: "name", descending: false }]);
  const { pageSize } = ledger.limits;
  // No limit means all that a page can hold: clients ask so, here alone.
  const page = await readPage({ limit: limit || pageSize, token }, pageSize, (part) =>
    ledger.listEntities({ kind: "project", filter, sort, ...part }),
  );
  return create(ProjectsSchema, {
    projects: page.items.map((each) => shown(toProject(each))),
    token: page.token,
  });
}

/** Lists the domains: every project has the same. */
export function getDomains(): GetDomainsResponse {
  return create(GetDomainsResponseSchema, {
    domains: DOMAINS.map((id) => create(DomainSchema, { id, name: id })),
  });
}
