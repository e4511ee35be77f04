import { type ActionIdentifier, EnrichedIdentitySchema, type SignalInfo } from "@runledger/proto";
import type { Operation } from "../client/gateway-client.ts";
import { messageInput } from "../client/message-input.ts";

/** Which condition, the value, which is one that stands for itself, and who signals. */
export interface SignalVariables {
  readonly action: ActionIdentifier;
  readonly signal: SignalInfo;
}

/** Signals a condition. @returns what became of it: "SIGNALLED", "SAME" or "REFUSED" */
export const signalCondition: Operation<SignalVariables, string> = {
  document: `mutation SignalCondition($input: SignalConditionInput!) {
  signalCondition(input: $input) { outcome }
}`,
  variables: ({ action: { run, name }, signal: { output, signalledBy } }) => ({
    input: {
      action: {
        run: { project: run?.project, domain: run?.domain, name: run?.name },
        name,
      },
      value: signalValue(output),
      ...(signalledBy && { signalledBy: messageInput(EnrichedIdentitySchema, signalledBy) }),
    },
  }),
  read: (data) => data.get("signalCondition").get("outcome").string(100),
};

function signalValue(output: SignalInfo["output"]): Readonly<Record<string, unknown>> {
  const scalar = output?.value.case === "scalar" ? output.value.value.value : undefined;
  const primitive = scalar?.case === "primitive" ? scalar.value.value : undefined;
  if (primitive?.case === undefined) return {};
  const { case: name, value } = primitive;
  return { [name]: typeof value === "bigint" ? value.toString() : value };
}
