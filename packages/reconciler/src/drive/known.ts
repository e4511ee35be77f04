import type { ActionMetadata, ActionRecord } from "@runledger/proto";

/** An action as it was read last. */
export interface Known {
  readonly record: ActionRecord;
  readonly metadata: ActionMetadata;
  readonly revision: number;
  /** Whether the run's root has ended. */
  readonly runEnded: boolean;
}

/** Gives the task type of an action; empty for what is no task, or doesn't say. */
export function taskTypeOf({ record: { spec } }: Known): string {
  return spec.case === "task" ? (spec.value.taskTemplate?.type ?? "") : "";
}

/** Gives the name to show of an action's task; empty if it has none. */
export function taskNameOf({ metadata, record }: Known): string {
  const short = record.spec.case === "task" ? record.spec.value.shortName : "";
  const named = metadata.spec.case === "task" ? metadata.spec.value : undefined;
  return short || (named?.id?.name ?? "") || (named?.shortName ?? "");
}
