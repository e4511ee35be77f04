import type { GatewayClient, Operation } from "../client/gateway-client.ts";
import type { Field } from "../document/field.ts";

/** An action, as a query shows it. */
export interface QueriedAction {
  readonly name: string;
  readonly parent: string;
  readonly phase: string;
  readonly attempts: number;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

interface PageVariables {
  readonly run: { readonly project: string; readonly domain: string; readonly name: string };
  readonly after?: string;
}

const actionsPage: Operation<PageVariables, Page<QueriedAction>> = {
  document: `query Actions($run: RunIdentifierInput!, $after: String) {
  run(run: $run) { actions(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node { name phase metadata { parent } status { attempts } } }
  } }
}`,
  variables: (variables) => ({ ...variables }),
  read: (data) =>
    readPage(data.get("run").get("actions"), (node) => ({
      name: textOf(node.get("name")),
      parent: textOf(node.get("metadata").get("parent")),
      phase: textOf(node.get("phase")),
      attempts: Number(node.get("status").get("attempts").value),
    })),
};

const eventsPage: Operation<PageVariables, Page<QueriedEvent>> = {
  document: `query Events($run: RunIdentifierInput!, $after: String) {
  run(run: $run) { events(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node { revision event {
      id { run { project domain name } name } attempt phase version updatedTime reportedTime producer cluster cacheStatus
      error { code kind message recoverability timestamp worker }
      logInfo { name uri linkType ttl ready }
      outputs { outputUri }
      clusterEvents { occurredAt type reason sourceComponent message count }
    } } }
  } }
}`,
  variables: (variables) => ({ ...variables }),
  read: (data) =>
    readPage(data.get("run").get("events"), (node) => ({
      revision: Number(node.get("revision").value),
      event: node.get("event").value,
    })),
};

/** A report that the ledger holds, as a query shows it. */
export interface QueriedEvent {
  readonly revision: number;
  readonly event: unknown;
}

/** Reads all actions of a run, page by page. */
export function readActions(
  client: GatewayClient,
  name: string,
): Promise<readonly QueriedAction[]> {
  return readAll(client, actionsPage, name);
}

/** Reads all reports on a run, page by page. */
export function readEvents(client: GatewayClient, name: string): Promise<readonly QueriedEvent[]> {
  return readAll(client, eventsPage, name);
}

async function readAll<T>(
  client: GatewayClient,
  operation: Operation<PageVariables, Page<T>>,
  name: string,
): Promise<readonly T[]> {
  const run = { project: "default", domain: "development", name };
  const all: T[] = [];
  for (let after: string | undefined, more = true; more;) {
    const page: Page<T> = await client.request(operation, {
      run,
      ...(after === undefined ? {} : { after }),
    });
    all.push(...page.items);
    after = page.next;
    more = after !== undefined;
  }
  return all;
}

function readPage<T>(connection: Field, read: (node: Field) => T): Page<T> {
  const info = connection.get("pageInfo");
  return {
    items: (connection.get("edges").elements() ?? []).map((edge) => read(edge.get("node"))),
    next: info.get("hasNextPage").value === true ? textOf(info.get("endCursor")) : undefined,
  };
}

function textOf(field: Field): string {
  return field.string(10_000) ?? "";
}
