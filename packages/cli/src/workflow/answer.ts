import type { GatewayClient } from "../client/gateway-client.ts";
import { type ActionVariables, getCondition } from "../operations/get-condition.ts";
import { signalCondition } from "../operations/signal-condition.ts";

/** What became of an answer. */
export type Answered =
  | { readonly kind: "answered" }
  /** It isn't of the type that is wanted, or nothing is asked. Nothing was sent. */
  | { readonly kind: "wrong"; readonly message: string }
  | { readonly kind: "refused"; readonly message: string };

/**
 * Answers a condition with what a person has written.
 *
 * @throws GatewayError
 */
export async function answer(
  client: GatewayClient,
  action: ActionVariables["action"],
  text: string,
): Promise<Answered> {
  const { type } = await client.request(getCondition, { action });
  if (type === "") {
    return {
      kind: "wrong",
      message: `${action.name} of ${action.run.name} asks nobody: it is no condition`,
    };
  }
  const value = valueOf(type, text);
  if (value === undefined) {
    return { kind: "wrong", message: `"${text}" must be ${wanted[type] ?? type.toLowerCase()}` };
  }
  const { message, outcome } = await client.request(signalCondition, { action, value });
  return outcome === "REFUSED" ? { kind: "refused", message } : { kind: "answered" };
}

/** What each type wants, in words. */
export const wanted: Readonly<Record<string, string>> = {
  BOOLEAN: "true or false",
  INTEGER: "a whole number",
  FLOAT: "a number",
  STRING: "text",
};

function valueOf(
  type: string,
  text: string,
): Readonly<Record<string, boolean | number | string>> | undefined {
  switch (type) {
    case "BOOLEAN": {
      const word = text.trim().toLowerCase();
      if (["true", "yes", "y"].includes(word)) return { boolean: true };
      return ["false", "no", "n"].includes(word) ? { boolean: false } : undefined;
    }
    case "INTEGER":
      // As text: a number of 64 bits.
      return /^[+-]?\d{1,19}$/.test(text.trim()) ? { integer: text.trim() } : undefined;
    case "FLOAT": {
      const number = Number(text);
      return text.trim() !== "" && Number.isFinite(number) ? { floatValue: number } : undefined;
    }
    case "STRING":
      return { stringValue: text };
    default:
      return undefined;
  }
}
