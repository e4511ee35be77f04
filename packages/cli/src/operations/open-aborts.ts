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
  /** When it is to be passed on, in milliseconds since 1970. */
  readonly nextDelivery: number;
}

const maxText = 8192;

/** Lists the open aborts of a run. Its nodes are `OpenAbort`s. */
export const openAborts: Operation<RunVariables, Page> = {
  document: `query OpenAborts($run: RunIdentifierInput!, $after: String) {
  run(run: $run) { actions(first: 100, after: $after, filter: { abortStates: [REQUESTED, DELIVERED] }) {
    pageInfo { hasNextPage endCursor }
    edges { node { name metadata { parent } status { abort { info { reason } nextDeliveryTime } } } }
  } }
}`,
  variables: (variables) => ({ ...variables }),
  read: (data) =>
    readPage(data.get("run").get("actions"), (node): OpenAbort => {
      const abort = node.get("status").get("abort");
      const reason = abort.get("info").get("reason").value;
      const next = Date.parse(abort.get("nextDeliveryTime").string(maxText) ?? "");
      return {
        name: node.get("name").string(maxText) ?? "",
        parent: node.get("metadata").get("parent").string(maxText) ?? "",
        reason: typeof reason === "string" ? reason : "",
        nextDelivery: Number.isNaN(next) ? 0 : next,
      };
    }),
};
