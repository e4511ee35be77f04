import type { Operation } from "../client/gateway-client.ts";

/** Which action. */
export interface ActionVariables {
  readonly action: {
    readonly run: { readonly project: string; readonly domain: string; readonly name: string };
    readonly name: string;
  };
}

/** What a condition asks. */
export interface AskedCondition {
  /** The type of the answer, as in "BOOLEAN". Empty: the action is no condition. */
  readonly type: string;
  readonly prompt: string;
}

/** Gets what a condition asks. */
export const getCondition: Operation<ActionVariables, AskedCondition> = {
  document: `query GetCondition($action: ActionIdentifierInput!) {
  action(action: $action) { condition { prompt type { simple } } }
}`,
  variables: (variables) => ({ ...variables }),
  read: (data) => {
    const condition = data.get("action").get("condition");
    if (!condition.isPresent) return { type: "", prompt: "" };
    const type = condition.get("type").get("simple").string(100);
    const prompt = condition.get("prompt").string(4096);
    return type === undefined || prompt === undefined ? undefined : { type, prompt };
  },
};
