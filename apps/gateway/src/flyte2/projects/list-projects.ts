import { create } from "@bufbuild/protobuf";
import { Sort_Direction } from "@runledger/proto/flyteidl2/common";
import {
  type ListProjectsRequest,
  type Projects,
  ProjectsSchema,
} from "@runledger/proto/flyteidl2/project";
import type { EntityColumn } from "@runledger/store";
import { GatewayError } from "../../errors/gateway-error.ts";
import { pageOf, tokenOf } from "../lists/list-page.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { readTextFilters } from "./read-text-filters.ts";
import { toProject } from "./to-project.ts";

/** What projects are filtered and sorted by, by the names that clients use. */
const columns: Readonly<Record<string, EntityColumn>> = {
  id: "name",
  identifier: "name",
  name: "title",
  state: "state",
  created_at: "createdAt",
  updated_at: "updatedAt",
};

/**
 * Lists projects, by their ids where nobody says otherwise.
 *
 * @throws GatewayError BAD_INPUT that names the field and what there is
 */
export async function listProjects(
  { ledger }: SurfaceContext,
  { limit, token, filters, sortBy }: ListProjectsRequest,
): Promise<Projects> {
  const column = sortBy === undefined || sortBy.key === "" ? "name" : columnOf(sortBy.key);
  const page = await ledger.listEntities({
    kind: "project",
    ...pageOf({ limit, token }, ledger.limits.pageSize),
    filter: readTextFilters(filters).map((each) => ({
      column: columnOf(each.field),
      condition: each.condition,
    })),
    sort: [
      {
        column,
        descending:
          sortBy !== undefined &&
          sortBy.key !== "" &&
          sortBy.direction === Sort_Direction.DESCENDING,
      },
    ],
  });
  return create(ProjectsSchema, { projects: page.items.map(toProject), token: tokenOf(page) });
}

function columnOf(name: string): EntityColumn {
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (column !== undefined) return column;
  throw new GatewayError(
    "BAD_INPUT",
    `${JSON.stringify(name)} is no column of projects. There are ${Object.keys(columns).join(", ")}.`,
    { field: "filters" },
  );
}
