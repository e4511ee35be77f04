import { create } from "@bufbuild/protobuf";
import type { ActionAttempt, ActionDetails } from "@runledger/proto";
import { TaskExecution_PhaseSchema } from "@runledger/proto/core/v1";
import {
  type TaskExecutionList,
  TaskExecutionListSchema,
  type TaskExecutionListRequest,
} from "@runledger/proto/flyteidl/admin";
import type { TaskExecutionIdentifier } from "@runledger/proto/flyteidl/core";
import { badInput } from "../../errors/bad-input.ts";
import { GatewayError } from "../../errors/gateway-error.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { parseFilters } from "../lists/parse-filters.ts";
import { phaseConditions } from "../lists/phase-conditions.ts";
import { findNode } from "../nodes/nodes.ts";
import { taskExecutionsOf } from "./task-execution-phase.ts";
import { toTaskExecution } from "./to-task-execution.ts";

/**
 * Finds the attempt that a task execution is. Which task it is said to be of is of no account: the node has one.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function findTaskExecution(
  { ledger }: SurfaceContext,
  { nodeExecutionId, retryAttempt }: TaskExecutionIdentifier,
  field = "id",
): Promise<{ readonly details: ActionDetails; readonly attempt: ActionAttempt }> {
  const node = present(nodeExecutionId);
  const details = await findNode(ledger, node, `${field}.node_execution_id`);
  const attempt = details.attempts.find((each) => each.attempt === retryAttempt + 1);
  if (attempt !== undefined) return { details, attempt };
  throw new GatewayError(
    "NOT_FOUND",
    `The node ${JSON.stringify(node.nodeId)} has no attempt with the number ${retryAttempt}, counted from 0.`,
  );
}

/**
 * Lists the task executions of a node: its attempts, the first one first. A trace and a condition have none.
 *
 * @throws GatewayError NOT_FOUND; BAD_INPUT for a column that there is none of
 */
export async function listTaskExecutions(
  { ledger }: SurfaceContext,
  { nodeExecutionId, limit, token, filters, sortBy }: TaskExecutionListRequest,
): Promise<TaskExecutionList> {
  if (limit === 0) throw badInput("limit", "limit is 0, and has to be at least 1.");
  const details = await findNode(ledger, present(nodeExecutionId), "node_execution_id");
  const phases = phaseConditions(parseFilters(filters), TaskExecution_PhaseSchema);
  const [other] = phases.others;
  if (other !== undefined) {
    throw badInput("filters", `filters names ${other.field}, and there is phase.`);
  }
  const all = taskExecutionsOf(details).map((attempt) => toTaskExecution(details, attempt));
  const shown = all.filter(({ closure }) => phases.meets(present(closure).phase));
  // Attempts come in order of time as well: that is what clients sort by.
  if (sortBy !== undefined && sortBy.key !== "" && sortBy.direction === 0) shown.reverse();
  if (!/^[0-9]{0,9}$/.test(token)) {
    throw badInput("token", "token is none of this list. Take the one of the page before.");
  }
  const start = Number(token);
  const end = start + limit;
  return create(TaskExecutionListSchema, {
    taskExecutions: shown.slice(start, end),
    token: end < shown.length ? String(end) : "",
  });
}
