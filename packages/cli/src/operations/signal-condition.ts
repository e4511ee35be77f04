import { EnrichedIdentitySchema, type SignalInfo } from "@runledger/proto";
import type { Operation } from "../client/gateway-client.ts";
import { messageInput } from "../client/message-input.ts";
import type { ActionVariables } from "./get-condition.ts";

/** Which condition to signal, and with what. */
export interface SignalVariables extends ActionVariables {
  /** One value, by what its type is called: `{ boolean: true }`. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Who signals. Left out: who calls. */
  readonly signalledBy?: SignalInfo["signalledBy"];
}

/** What became of a signal. */
export interface SignalTaken {
  /** "SIGNALLED", "SAME" or "REFUSED". */
  readonly outcome: string;
  /** What is wrong and what would be right. Empty unless it was refused. */
  readonly message: string;
}

/** Signals a condition, and tells why where that is refused. */
export const signalCondition: Operation<SignalVariables, SignalTaken> = {
  document: `mutation SignalCondition($input: SignalConditionInput!) {
  signalCondition(input: $input) { outcome message }
}`,
  variables: ({ action, signalledBy, value }) => ({
    input: {
      action,
      value,
      ...(signalledBy && { signalledBy: messageInput(EnrichedIdentitySchema, signalledBy) }),
    },
  }),
  read: (data) => {
    const payload = data.get("signalCondition");
    const outcome = payload.get("outcome").string(100);
    const message = payload.get("message");
    return outcome === undefined
      ? undefined
      : { outcome, message: message.isPresent ? (message.string(65_536) ?? "") : "" };
  },
};

/** Gives the value of a signal as `signalCondition` takes it. One that is no value of a condition is empty. */
export function signalValue({ output }: SignalInfo): SignalVariables["value"] {
  const scalar = output?.value.case === "scalar" ? output.value.value.value : undefined;
  const primitive = scalar?.case === "primitive" ? scalar.value.value : undefined;
  if (primitive?.case === undefined) return {};
  const { case: name, value } = primitive;
  return { [name]: typeof value === "bigint" ? value.toString() : value };
}
