import { create } from "@bufbuild/protobuf";
import type { ActionDetails } from "@runledger/proto";
import { type CatalogMetadata, CatalogMetadataSchema } from "@runledger/proto/flyteidl/core";
import { executionOf } from "../executions/execution-id.ts";
import { taskIdOf } from "./task-id.ts";

/**
 * Says where the outputs of an action come from that was recovered: the attempt that made them. Flyte 1 has a place for that
 * where it says what came from a cache.
 */
export function recoveredLink(details: ActionDetails): CatalogMetadata | undefined {
  const from = details.metadata?.recoveredFrom;
  if (from?.run === undefined) return undefined;
  const nodeExecutionId = { nodeId: from.name, executionId: executionOf(from.run) };
  return create(CatalogMetadataSchema, {
    sourceExecution: {
      case: "sourceTaskExecution",
      value: { taskId: taskIdOf(details), nodeExecutionId },
    },
  });
}
