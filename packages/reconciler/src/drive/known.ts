import { fromBinary } from "@bufbuild/protobuf";
import {
  type ActionMetadata,
  ActionMetadataSchema,
  type ActionRecord,
  ActionRecordSchema,
} from "@runledger/proto";
import { isTerminal } from "@runledger/state";
import type { ClaimedWork, Store } from "@runledger/store";

/** An action as it was read last. */
export interface Known {
  readonly record: ActionRecord;
  readonly metadata: ActionMetadata;
  readonly revision: number;
  /** Whether the run's root has ended. */
  readonly runEnded: boolean;
}

/**
 * Gives the action as it was when its work was leased. Where another transaction was quicker it may be older than that: what is
 * decided on it is stale then, and the ledger says so.
 */
export function knownOf(claimed: ClaimedWork): Known {
  const { actionMetadata, actionRecord, actionRevision, runPhase } = claimed;
  return {
    record: fromBinary(ActionRecordSchema, actionRecord),
    metadata: fromBinary(ActionMetadataSchema, actionMetadata),
    revision: actionRevision,
    runEnded: isTerminal(runPhase),
  };
}

/** Reads the action of claimed work; undefined if it is there no more. */
export async function readKnown(
  store: Store,
  { action, domain, project, run, runId }: ClaimedWork,
): Promise<Known | undefined> {
  const [row, runRow] = await Promise.all([
    store.getAction({ runId, name: action }),
    store.getRun({ project, domain, name: run }),
  ]);
  if (row === undefined || runRow === undefined) return undefined;
  return {
    record: fromBinary(ActionRecordSchema, row.record),
    metadata: fromBinary(ActionMetadataSchema, row.metadata),
    revision: row.revision,
    runEnded: isTerminal(runRow.phase),
  };
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
