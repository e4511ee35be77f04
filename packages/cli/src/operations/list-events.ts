import { ActionEventSchema } from "@runledger/proto";
import type { Operation } from "../client/gateway-client.ts";
import { type Page, readPage } from "./page.ts";
import { messageOf, selectionOf } from "./whole-message.ts";

/** Which reports are asked for. */
export interface RunVariables {
  readonly run: { readonly project: string; readonly domain: string; readonly name: string };
  /** The cursor of the page before. */
  readonly after?: string;
}

/** Lists the reports that a gateway holds on a run, with all that they say, in the order in which they came. */
export const listEvents: Operation<RunVariables, Page> = {
  document: `query ListEvents($run: RunIdentifierInput!, $after: String) {
  run(run: $run) { events(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node { event ${selectionOf(ActionEventSchema)} } }
  } }
}`,
  variables: (variables) => ({ ...variables }),
  read: (data) =>
    readPage(data.get("run").get("events"), (node) =>
      messageOf(ActionEventSchema, node.get("event").value),
    ),
};
