import { type ActionMetadata, ActionMetadataSchema } from "@runledger/proto";
import type { Operation } from "../client/gateway-client.ts";
import type { RunVariables } from "./list-events.ts";
import { type Page, readPage } from "./page.ts";
import { messageOf, selectionOf } from "./whole-message.ts";

/** What of a declaration reports are judged by. */
const judgedBy: readonly (keyof ActionMetadata)[] = [
  "parent",
  "recoveredFrom",
  "maxAttempts",
  "qualityOfService",
];
const fields = ActionMetadataSchema.fields.filter(({ localName }) =>
  judgedBy.some((name) => name === localName),
);

/**
 * Lists how the actions of a run were declared, as far as reports are judged by it, in the order in which the ledger heard of
 * them. Those of which nothing of that was said are left out.
 */
export const listDeclarations: Operation<RunVariables, Page> = {
  document: `query ListDeclarations($run: RunIdentifierInput!, $after: String) {
  run(run: $run) { actions(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node { name metadata ${selectionOf({ fields })} } }
  } }
}`,
  variables: (variables) => ({ ...variables }),
  read: (data) =>
    readPage(data.get("run").get("actions"), (node) => {
      const metadata = messageOf({ fields }, node.get("metadata").value);
      const isSaid = Object.values(Object(metadata)).some((value) => value !== "" && value !== 0);
      return isSaid ? { name: node.get("name").value, metadata } : undefined;
    }),
};
