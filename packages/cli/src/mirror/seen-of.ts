import { toJson } from "@bufbuild/protobuf";
import { type ActionStatus, ActionStatusSchema } from "@runledger/proto";
import { isTerminal } from "@runledger/state";
import { digestOf } from "./digest-of.ts";

/** Whether an attempt has ended, as a status has it. */
export function isOver(status: ActionStatus | undefined): boolean {
  return status !== undefined && isTerminal(status.phase);
}

/** Says a status in a short text, to be compared. Empty: there is none. */
export function seenOf(status: ActionStatus | undefined): string {
  return status === undefined ? "" : digestOf(toJson(ActionStatusSchema, status));
}
