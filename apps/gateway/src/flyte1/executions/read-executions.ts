import { create } from "@bufbuild/protobuf";
import type { ActionDetails, Run, RunIdentifier } from "@runledger/proto";
import { WorkflowExecution_PhaseSchema } from "@runledger/proto/core/v1";
import {
  type Execution,
  type ExecutionList,
  ExecutionListSchema,
  ExecutionState,
  ExecutionStateSchema,
  type ResourceListRequest,
} from "@runledger/proto/flyteidl/admin";
import type { Filter, RunColumn } from "@runledger/store";
import { runNotKnown } from "../../flyte2/not-known.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { parseFilters } from "../lists/parse-filters.ts";
import { phaseConditions } from "../lists/phase-conditions.ts";
import { readShown } from "../lists/read-shown.ts";
import { toFilter, toSort } from "../lists/text-query.ts";
import { executionColumns } from "./execution-columns.ts";
import { executionPhase } from "./execution-phase.ts";
import { type KeptExecution, keptExecutions } from "./kept-executions.ts";
import { type ExecutionParts, toExecution } from "./to-execution.ts";

type Ledger = SurfaceContext["ledger"];

/**
 * Finds what an execution is shown from.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function findExecution(ledger: Ledger, id: RunIdentifier): Promise<ExecutionParts> {
  const [run, details] = await Promise.all([ledger.getRun(id), ledger.getRunDetails(id)]);
  const root = details?.action;
  if (run === undefined || root === undefined) throw runNotKnown(id);
  const kept = (await keptExecutions(ledger, [run])).get(run);
  return { run, root, phase: await executionPhase(ledger, root), kept };
}

/**
 * Lists executions: the newest first where nobody says otherwise, and those that are archived only where a filter asks for
 * the state.
 */
export async function listExecutions(
  { ledger }: SurfaceContext,
  { id, limit, token, filters, sortBy }: ResourceListRequest,
): Promise<ExecutionList> {
  const { project, domain, name } = present(id);
  const phases = phaseConditions(parseFilters(filters), WorkflowExecution_PhaseSchema);
  const states = phaseConditions(phases.others, ExecutionStateSchema, (field) =>
    /(^|\.)state$/.test(field),
  );
  const filter: Filter<RunColumn> = [
    ...only("project", project),
    ...only("domain", domain),
    ...only("name", name),
    ...toFilter(states.others, executionColumns),
  ];
  const sort = toSort(sortBy, executionColumns, [{ column: "createdAt", descending: true }]);
  const isShown = (state: ExecutionState): boolean =>
    states.any ? states.meets(state) : state === ExecutionState.EXECUTION_ACTIVE;
  const page = await readShown(
    { limit, token },
    ledger.limits.pageSize,
    (part) => ledger.listRuns({ filter, sort, ...part }),
    (runs) => show(ledger, runs, isShown, phases.meets),
  );
  return create(ExecutionListSchema, { executions: [...page.items], token: page.token });
}

async function show(
  ledger: Ledger,
  runs: readonly Run[],
  isShown: (state: ExecutionState) => boolean,
  meets: (phase: number) => boolean,
): Promise<(Execution | undefined)[]> {
  const kept = await keptExecutions(ledger, runs);
  const state = (run: Run): KeptExecution["state"] =>
    kept.get(run)?.state ?? ExecutionState.EXECUTION_ACTIVE;
  const wanted = runs.filter((run) => isShown(state(run)));
  const roots = await ledger.getActionsDetails(wanted.map(({ action }) => present(action?.id)));
  return Promise.all(
    wanted.map(async (run, index) => {
      const root: ActionDetails | undefined = roots[index];
      if (root === undefined) return undefined;
      const phase = await executionPhase(ledger, root);
      return meets(phase) ? toExecution({ run, root, phase, kept: kept.get(run) }) : undefined;
    }),
  );
}

function only(column: RunColumn, value: string): Filter<RunColumn> {
  return value === "" ? [] : [{ column, condition: { kind: "in", values: [value] } }];
}
