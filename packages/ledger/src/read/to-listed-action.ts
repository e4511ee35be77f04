import {
  type Action,
  type ActionIdentifier,
  ActionMetadataSchema,
  type ActionStatus,
  ActionStatusSchema,
  type RunIdentifier,
} from "@runledger/proto";
import { toAction } from "@runledger/state";
import { decode } from "../wire/decode.ts";

/** What is read of an action's row to show it in short. */
export interface ListedAction {
  readonly name: string;
  readonly revision: number;
  readonly metadata: Uint8Array;
  readonly status: Uint8Array;
}

/** Names an action of a run. */
export function toActionIdentifier(run: RunIdentifier, name: string): ActionIdentifier {
  return { $typeName: "runledger.run.v1.ActionIdentifier", run, name };
}

/** Reads an action off its row, in short. */
export function toListedAction(run: RunIdentifier, row: ListedAction): Action {
  const metadata = decode(ActionMetadataSchema, row.metadata);
  return toAction(toActionIdentifier(run, row.name), metadata, statusOfRow(row));
}

/** Reads an action's status off its row. */
function statusOfRow({ status, revision }: ListedAction): ActionStatus {
  const read = decode(ActionStatusSchema, status);
  read.revision = BigInt(revision);
  return read;
}
