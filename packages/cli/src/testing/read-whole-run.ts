import { ActionAttemptSchema } from "@runledger/proto";
import type { GatewayClient, Operation } from "../client/gateway-client.ts";
import type { RunVariables } from "../operations/list-events.ts";
import { type Page, readPage } from "../operations/page.ts";
import { selectionOf } from "../operations/whole-message.ts";

const wholeActions: Operation<RunVariables, Page> = {
  document: `query WholeActions($run: RunIdentifierInput!, $after: String) {
  run(run: $run) { actions(first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node {
      name phase
      metadata { parent group actionType maxAttempts dependsOn task { shortName taskType } trace { name } condition { name } }
      status { attempts startTime endTime durationMs cacheStatus }
      errorInfo { message kind } abortInfo { reason } signalInfo { output { scalar { primitive { integer } } } }
      attempts ${selectionOf(ActionAttemptSchema)}
    } }
  } }
}`,
  variables: (variables) => ({ ...variables }),
  read: (data) => readPage(data.get("run").get("actions"), (node) => node.value),
};

/** Reads all that there is to see of the actions of a run, by name. */
export async function readWholeRun(
  client: GatewayClient,
  run: RunVariables["run"],
): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (let after: string | undefined, hasNext = true; hasNext;) {
    const page = await client.request(wholeActions, {
      run,
      ...(after === undefined ? {} : { after }),
    });
    all.push(...page.nodes);
    ({ cursor: after, hasNext } = page);
  }
  const nameOf = (node: unknown): string => (node as { name: string }).name;
  return all.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}
