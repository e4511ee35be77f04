import type { Operation } from "../client/gateway-client.ts";
import type { ActionVariables } from "./get-condition.ts";

/** Gets why the last attempt of an action failed, as in "USER NoSuchFile: …". Empty: it didn't, or nobody said. */
export const getFailure: Operation<ActionVariables, string> = {
  document: `query GetFailure($action: ActionIdentifierInput!) {
  action(action: $action) { attempts { error { kind code message } } }
}`,
  variables: (variables) => ({ ...variables }),
  read: (data) => {
    const error = data.get("action").get("attempts").elements()?.at(-1)?.get("error");
    if (error?.isPresent !== true) return "";
    const [kind, code, message] = ["kind", "code", "message"].map((name) =>
      error.get(name).string(1_048_576),
    );
    return `${kind} ${code}: ${message}`;
  },
};
