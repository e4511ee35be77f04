import type { Operation } from "../client/gateway-client.ts";
import type { ActionVariables } from "./get-condition.ts";

/** Which condition to signal, and with what. */
export interface AnswerVariables extends ActionVariables {
  readonly value: Readonly<Record<string, boolean | number | string>>;
}

/** What became of a signal. */
export interface AnswerTaken {
  /** "SIGNALLED", "SAME" or "REFUSED". */
  readonly outcome: string;
  /** What is wrong and what would be right. Empty unless it was refused. */
  readonly message: string;
}

/** Signals a condition with what a person has answered, and tells why where that is refused. */
export const answerCondition: Operation<AnswerVariables, AnswerTaken> = {
  document:
    "mutation SignalCondition($input: SignalConditionInput!) { signalCondition(input: $input) { outcome message } }",
  variables: (input) => ({ input }),
  read: (data) => {
    const payload = data.get("signalCondition");
    const outcome = payload.get("outcome").string(100);
    const message = payload.get("message");
    return outcome === undefined
      ? undefined
      : { outcome, message: message.isPresent ? (message.string(65_536) ?? "") : "" };
  },
};
