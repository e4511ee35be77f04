import { create, fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import type { Entity, ListEntitiesQuery, Page } from "@runledger/ledger";
import type { ListRequest } from "@runledger/proto/flyteidl2/common";
import {
  DeployTaskRequestSchema,
  type ListTasksRequest,
  type ListTasksResponseSchema,
  type ListVersionsRequest,
  type ListVersionsResponseSchema,
  type Task,
  TaskSchema,
} from "@runledger/proto/flyteidl2/task";
import type { EntityColumn, Filter } from "@runledger/store";
import { GatewayError } from "../../errors/gateway-error.ts";
import type { ListColumns } from "../lists/list-column.ts";
import { pageOf, tokenOf } from "../lists/list-page.ts";
import { listQuery } from "../lists/list-query.ts";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { metadataOf } from "./get-task.ts";

/** The columns of tasks, by the names that clients use. */
const columns: ListColumns<EntityColumn> = {
  project: { column: "project", values: "text" },
  domain: { column: "domain", values: "text" },
  name: { column: "name", values: "text" },
  task_name: { column: "name", values: "text" },
  version: { column: "version", values: "text" },
  short_name: { column: "title", values: "text" },
  deployed_by: { column: "createdBy", values: "text" },
  created_at: { column: "createdAt", values: "time" },
  deployed_at: { column: "createdAt", values: "time" },
  updated_at: { column: "updatedAt", values: "time" },
};

/** Lists tasks, each version by itself, the newest first where nobody says otherwise. */
export async function listTasks(
  context: SurfaceContext,
  { request, scopeBy, knownFilters }: ListTasksRequest,
): Promise<MessageInitShape<typeof ListTasksResponseSchema>> {
  const { organization: _, ...scope } = scopeBy.case === "projectId" ? scopeBy.value : {};
  const page = await list(context, request, [
    ...equal("project", "name" in scope ? scope.name : ""),
    ...equal("domain", "domain" in scope ? scope.domain : ""),
    ...knownFilters.flatMap(({ filterBy }) =>
      filterBy.case === "deployedBy" ? equal("createdBy", filterBy.value) : [],
    ),
  ]);
  return { tasks: page.items.map(toTask), token: tokenOf(page) };
}

/** Lists the versions of a task, the newest first where nobody says otherwise. */
export async function listVersions(
  context: SurfaceContext,
  { request, taskName }: ListVersionsRequest,
): Promise<MessageInitShape<typeof ListVersionsResponseSchema>> {
  const { project, domain, name } = present(taskName);
  const page = await list(context, request, [
    ...equal("project", project),
    ...equal("domain", domain),
    ...equal("name", name),
  ]);
  const versions = page.items.map((entity) => {
    const { deployedAt } = metadataOf(entity);
    return { version: entity.version, ...(deployedAt && { deployedAt }) };
  });
  return { versions, token: tokenOf(page) };
}

async function list(
  { ledger }: SurfaceContext,
  request: ListRequest | undefined,
  only: Filter<EntityColumn>,
): Promise<Page<Entity>> {
  const { filter, labels, sort } = listQuery(request, columns);
  if (labels.length > 0) {
    throw new GatewayError("BAD_INPUT", "Tasks have no labels to filter by.", {
      field: "request.filters",
    });
  }
  const query: ListEntitiesQuery = {
    kind: "task",
    ...pageOf(request, ledger.limits.pageSize),
    filter: [...only, ...filter],
    ...(sort && { sort }),
  };
  return ledger.listEntities(query);
}

function toTask(entity: Entity): Task {
  const { taskId } = fromBinary(DeployTaskRequestSchema, entity.body);
  return create(TaskSchema, { ...(taskId && { taskId }), metadata: metadataOf(entity) });
}

function equal(column: EntityColumn, value: string): Filter<EntityColumn> {
  return value === "" ? [] : [{ column, condition: { kind: "in", values: [value] } }];
}
