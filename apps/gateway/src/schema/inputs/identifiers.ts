import {
  type ActionIdentifier,
  ActionIdentifierSchema,
  type RunIdentifier,
  RunIdentifierSchema,
} from "@runledger/proto";
import type { InputOf } from "../builder.ts";
import { decodeInput } from "../proto/decode-input.ts";
import { inputType, type MessageInput } from "../proto/input-type.ts";

export const runIdentifierInput: InputOf<MessageInput> = inputType(RunIdentifierSchema);
export const actionIdentifierInput: InputOf<MessageInput> = inputType(ActionIdentifierSchema);

/** Reads the name of a run. `path` is the argument that it came in. */
export function toRunIdentifier(input: MessageInput, path: string): RunIdentifier {
  return decodeInput(RunIdentifierSchema, input, path);
}

/** Reads the name of an action. `path` is the argument that it came in. */
export function toActionIdentifier(input: MessageInput, path: string): ActionIdentifier {
  return decodeInput(ActionIdentifierSchema, input, path);
}
