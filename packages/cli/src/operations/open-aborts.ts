import type { Operation } from "../client/gateway-client.ts";
import type { RunVariables } from "./list-events.ts";
import { type Page, readPage } from "./page.ts";

/** An abort that was requested, and that nobody has confirmed. */
export interface OpenAbort {
  /** The action. */
  readonly name: string;
  /** The action above it. Empty: it is the root. */
  readonly parent: string;
  readonly reason: string;
}

const maxText = 8192;

/** Lists the open aborts of a run. Its nodes are `OpenAbort`s. */
export const openAborts: Operation<RunVariables, Page> = {
  document: `query OpenAborts($run: RunIdentifierInput!, $after: String) {
  run(run: $run) { actions(first: 100, after: $after, filter: { abortStates: [REQUESTED, DELIVERED] }) {
    pageInfo { hasNextPage endCursor }
    edges { node { name metadata { parent } status { abort { info { reason } } } } }
  } }
}`,
  variables: (variables) => ({ ...variables }),
  read: (data) =>
    readPage(data.get("run").get("actions"), (node): OpenAbort => {
      const reason = node.get("status").get("abort").get("info").get("reason").value;
      return {
        name: node.get("name").string(maxText) ?? "",
        parent: node.get("metadata").get("parent").string(maxText) ?? "",
        reason: typeof reason === "string" ? reason : "",
      };
    }),
};
