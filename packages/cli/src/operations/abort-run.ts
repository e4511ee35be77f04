import type { Operation } from "../client/gateway-client.ts";

/** Which run to abort, and why. */
export interface AbortRunVariables {
  readonly run: { readonly project: string; readonly domain: string; readonly name: string };
  readonly reason: string;
}

/** Aborts a run. @returns what became of the request, as in "ABORTED" */
export const abortRun: Operation<AbortRunVariables, string> = {
  document:
    "mutation AbortRun($input: AbortRunInput!) { abortRun(input: $input) { result { outcome } } }",
  variables: (input) => ({ input }),
  read: (data) => data.get("abortRun").get("result").get("outcome").string(100),
};
