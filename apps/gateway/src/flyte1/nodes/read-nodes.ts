import { create } from "@bufbuild/protobuf";
import type { Action, ActionDetails, RunIdentifier } from "@runledger/proto";
import { NodeExecution_PhaseSchema } from "@runledger/proto/core/v1";
import {
  type NodeExecution,
  type NodeExecutionList,
  NodeExecutionListSchema,
  type Sort,
} from "@runledger/proto/flyteidl/admin";
import type { ActionColumn, Filter } from "@runledger/store";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { parseFilters } from "../lists/parse-filters.ts";
import { phaseConditions } from "../lists/phase-conditions.ts";
import type { PageRequest } from "../lists/read-page.ts";
import { readShown } from "../lists/read-shown.ts";
import type { TextColumns } from "../lists/text-column.ts";
import { toFilter, toSort } from "../lists/text-query.ts";
import { isRootNode, parentsAmong, topLevel } from "./nodes.ts";
import { toNodeExecution } from "./to-node-execution.ts";

type Ledger = SurfaceContext["ledger"];

const own: TextColumns<ActionColumn> = {
  node_id: { column: "name", values: "text" },
  name: { column: "name", values: "text" },
  created_at: { column: "createdAt", values: "time" },
  updated_at: { column: "updatedAt", values: "time" },
  started_at: { column: "startedAt", values: "time" },
  node_execution_created_at: { column: "createdAt", values: "time" },
  node_execution_updated_at: { column: "updatedAt", values: "time" },
  retry_group: { column: "group", values: "text" },
  task_name: { column: "taskName", values: "text" },
  error_code: { column: "errorCode", values: "text" },
};
const columns: TextColumns<ActionColumn> = {
  ...own,
  ...Object.fromEntries(
    Object.entries(own).map(([name, column]) => [`node_execution.${name}`, column] as const),
  ),
};

/** Which node executions are asked for. */
export interface NodesRequest extends PageRequest {
  readonly filters: string;
  readonly sortBy?: Sort | undefined;
}

/**
 * Lists node executions: those right below an execution, or below another node. In the order in which the ledger heard of
 * them, where nobody says otherwise.
 *
 * @param parent the node above; empty: the execution
 * @throws GatewayError NOT_FOUND
 */
export async function listNodes(
  { ledger }: SurfaceContext,
  run: RunIdentifier,
  parent: string,
  { limit, token, filters, sortBy }: NodesRequest,
): Promise<NodeExecutionList> {
  const rootIsNode = await isRootNode(ledger, run);
  const place =
    parent === "" ? topLevel(rootIsNode) : ({ column: "parent", value: parent } as const);
  const phases = phaseConditions(parseFilters(filters), NodeExecution_PhaseSchema);
  const filter: Filter<ActionColumn> = [
    { column: place.column, condition: { kind: "in", values: [place.value] } },
    ...toFilter(phases.others, columns),
  ];
  const sort = toSort(sortBy, columns, [{ column: "number", descending: false }]);
  const page = await readShown(
    { limit, token },
    ledger.limits.pageSize,
    (part) => ledger.listActions(run, { filter, sort, ...part }),
    (actions) => show(ledger, run, actions, phases.meets),
  );
  return create(NodeExecutionListSchema, { nodeExecutions: [...page.items], token: page.token });
}

/** Shows one node execution. */
export async function showNode(ledger: Ledger, details: ActionDetails): Promise<NodeExecution> {
  const { id } = details;
  const parents = await parentsAmong(ledger, present(id?.run), [id?.name ?? ""]);
  return toNodeExecution(details, parents.has(id?.name ?? ""));
}

async function show(
  ledger: Ledger,
  run: RunIdentifier,
  actions: readonly Action[],
  meets: (phase: number) => boolean,
): Promise<(NodeExecution | undefined)[]> {
  const [details, parents] = await Promise.all([
    ledger.getActionsDetails(actions.map(({ id }) => present(id))),
    parentsAmong(
      ledger,
      run,
      actions.map(({ id }) => id?.name ?? ""),
    ),
  ]);
  return details.map((each) => {
    if (each === undefined) return undefined;
    const node = toNodeExecution(each, parents.has(each.id?.name ?? ""));
    return meets(present(node.closure).phase) ? node : undefined;
  });
}
