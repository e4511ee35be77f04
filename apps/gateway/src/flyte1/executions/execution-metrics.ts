import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { ActionAttempt, ActionDetails, RunIdentifier } from "@runledger/proto";
import {
  type WorkflowExecutionGetMetricsResponse,
  WorkflowExecutionGetMetricsResponseSchema,
} from "@runledger/proto/flyteidl/admin";
import type { SpanSchema } from "@runledger/proto/flyteidl/core";
import { actionPhaseLifecycle } from "@runledger/state";
import { badInput } from "../../errors/bad-input.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { isRootNode, topLevel } from "../nodes/nodes.ts";
import { taskExecutionOf } from "../tasks/to-task-execution.ts";
import { executionOf } from "./execution-id.ts";
import { findExecution } from "./read-executions.ts";

type Span = MessageInitShape<typeof SpanSchema>;
type Ledger = SurfaceContext["ledger"];

/** How deep spans go: an execution, nodes, attempts, phases, and nodes below nodes. */
const DEEPEST = 10;
/** How many actions are looked at. */
const MOST = 1000;

/** What is left to look at. */
interface Budget {
  actions: number;
}

/**
 * Says where the time of an execution went: its nodes, their attempts, and the phases that those were in.
 *
 * @param depth how many levels of spans; 0: one
 * @throws GatewayError NOT_FOUND; BAD_INPUT for spans that would go deeper than 10 levels
 */
export async function executionMetrics(
  { ledger }: SurfaceContext,
  run: RunIdentifier,
  depth: number,
): Promise<WorkflowExecutionGetMetricsResponse> {
  if (depth > DEEPEST) {
    throw badInput("depth", `depth is ${depth}, and spans go ${DEEPEST} levels deep at most.`);
  }
  const { root } = await findExecution(ledger, run);
  const { column, value } = topLevel(await isRootNode(ledger, run));
  const spans =
    depth > 1 ? await nodeSpans(ledger, run, column, value, depth - 1, { actions: MOST }) : [];
  return create(WorkflowExecutionGetMetricsResponseSchema, {
    span: { id: { case: "workflowId", value: executionOf(run) }, ...timesOf(root.status), spans },
  });
}

async function nodeSpans(
  ledger: Ledger,
  run: RunIdentifier,
  column: "name" | "parent",
  value: string,
  depth: number,
  budget: Budget,
): Promise<Span[]> {
  if (budget.actions <= 0) return [];
  const { items } = await ledger.listActions(run, {
    filter: [{ column, condition: { kind: "in", values: [value] } }],
    limit: Math.min(budget.actions, ledger.limits.pageSize),
  });
  budget.actions -= items.length;
  const details = await ledger.getActionsDetails(items.map(({ id }) => present(id)));
  const spans: Span[] = [];
  for (const each of details) {
    if (each === undefined) continue;
    const nodeId = each.id?.name ?? "";
    const below =
      depth > 1
        ? [
            ...each.attempts.map((attempt) => taskSpan(each, attempt, depth - 1)),
            ...(await nodeSpans(ledger, run, "parent", nodeId, depth - 1, budget)),
          ]
        : [];
    const id = { case: "nodeId", value: { nodeId, executionId: executionOf(run) } } as const;
    spans.push({ id, ...timesOf(each.status), spans: below });
  }
  return spans;
}

function taskSpan(details: ActionDetails, attempt: ActionAttempt, depth: number): Span {
  const phases = depth > 1 ? attempt.phaseTransitions : [];
  return {
    id: { case: "taskId", value: taskExecutionOf(details, attempt.attempt) },
    ...timesOf(attempt),
    spans: phases.map((transition) => ({
      id: {
        case: "operationId",
        value: actionPhaseLifecycle.of(transition.phase)?.shortName ?? "",
      },
      ...timesOf(transition),
    })),
  };
}

function timesOf(
  times: Partial<Pick<ActionAttempt, "startTime" | "endTime">> | undefined,
): Pick<Span, "startTime" | "endTime"> {
  return {
    ...(times?.startTime && { startTime: times.startTime }),
    ...(times?.endTime && { endTime: times.endTime }),
  };
}
