import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { ActionDetails } from "@runledger/proto";
import {
  type NodeExecution,
  NodeExecutionClosureSchema,
  NodeExecutionSchema,
} from "@runledger/proto/flyteidl/admin";
import { executionView, toNodePhase } from "@runledger/state";
import { present } from "../../flyte2/present.ts";
import { executionOf } from "../executions/execution-id.ts";
import { durationOf } from "../executions/to-execution.ts";
import { attemptResult } from "./attempt-result.ts";
import { recoveredLink } from "./recovered-link.ts";

/**
 * Shows an action as Flyte 1's node execution.
 *
 * @param isParent whether there are actions below it
 */
export function toNodeExecution(details: ActionDetails, isParent: boolean): NodeExecution {
  const { id, inputUri, metadata } = details;
  const name = id?.name ?? "";
  const isPlanned = metadata?.isParentNode ?? false;
  const { phase } = toNodePhase({ ...executionView(details), isParent });
  return create(NodeExecutionSchema, {
    id: { nodeId: name, executionId: executionOf(present(id?.run)) },
    inputUri,
    closure: create(NodeExecutionClosureSchema, { ...closureOf(details), phase }),
    metadata: {
      isParentNode: isParent || isPlanned,
      isDynamic: isParent && !isPlanned && metadata?.spec.case === "task",
      specNodeId: metadata?.specNodeId || name,
      retryGroup: metadata?.group ?? "",
    },
  });
}

function closureOf(details: ActionDetails): MessageInitShape<typeof NodeExecutionClosureSchema> {
  const { attempts, status } = details;
  const last = attempts.at(-1);
  const result = attemptResult(last);
  const created = attempts[0]?.phaseTransitions[0]?.startTime ?? status?.startTime;
  const updated = status?.endTime ?? last?.phaseTransitions.at(-1)?.startTime ?? created;
  const catalogKey = recoveredLink(details);
  return {
    ...(result && { outputResult: result }),
    ...(created && { createdAt: created }),
    ...(updated && { updatedAt: updated }),
    ...(status?.startTime && { startedAt: status.startTime }),
    ...durationOf(status),
    deckUri: last?.outputs?.reportUri ?? "",
    targetMetadata: {
      case: "taskNodeMetadata",
      value: { cacheStatus: last?.cacheStatus ?? 0, ...(catalogKey && { catalogKey }) },
    },
  };
}
