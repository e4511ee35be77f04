import type { ActionMetadata } from "@runledger/proto";
import type { RunRow, StoredAction } from "@runledger/store";

/** Reads what a run's row says of its root off the root's. */
export function rootColumns(root: StoredAction, metadata: ActionMetadata): Partial<RunRow> {
  const principal = metadata.executedBy?.principal;
  return {
    phase: root.phase,
    startedAt: root.startedAt,
    endedAt: root.endedAt,
    taskName: root.taskName,
    taskVersion: metadata.spec.case === "task" ? (metadata.spec.value.id?.version ?? "") : "",
    triggerName: metadata.triggerId?.name?.name || metadata.triggerName || "",
    source: metadata.source,
    createdBy: principal?.value?.id?.subject ?? "",
    metadata: root.metadata,
    status: root.status,
  };
}
