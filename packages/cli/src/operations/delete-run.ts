import type { Operation } from "../client/gateway-client.ts";

/** Names a run. */
export interface RunName {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
}

/** Which run to delete, and at which revision. */
export interface DeleteRunVariables {
  readonly run: RunName;
  readonly atRevision: number;
}

/** Deletes a run, unless it has changed. @returns "DELETED", or why not */
export const deleteRun: Operation<DeleteRunVariables, string> = {
  document: "mutation DeleteRun($input: DeleteRunInput!) { deleteRun(input: $input) { outcome } }",
  variables: (input) => ({ input }),
  read: (data) => data.get("deleteRun").get("outcome").string(100),
};
