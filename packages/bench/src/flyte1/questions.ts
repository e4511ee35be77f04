import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { AdminService } from "@runledger/proto/flyteidl/service";

/** The execution that is asked about. */
export const EXECUTION = { project: "bench", domain: "development", name: "wide" } as const;

/** How many node executions a page has. */
export const PAGE = 100;

/** Where Flyte 1's view can be had. */
export const SURFACES = ["REST", "gRPC", "GraphQL"] as const;
/** One of those places. */
export type Surface = (typeof SURFACES)[number];

/** A page as a client has it: how many node executions, and what to ask for the next one with. */
export interface PageRead {
  readonly count: number;
  readonly next: string;
}

/** Asks the same questions over one of them. Each waits for the whole answer, decoded. */
export interface Questions {
  getExecution(): Promise<void>;
  getNode(name: string): Promise<void>;
  page(after: string, limit: number): Promise<PageRead>;
}

const RUN = `query ($run: RunIdentifierInput!) { run(run: $run) { workflowPhase } }`;
const NODE = `query ($action: ActionIdentifierInput!) {
  action(action: $action) { name nodePhase taskExecutions { retryAttempt phase } }
}`;
const NODES = `query ($run: RunIdentifierInput!, $first: Int!, $after: String) {
  run(run: $run) {
    nodeExecutions(first: $first, after: $after) {
      pageInfo { endCursor hasNextPage }
      edges { node { name nodePhase } }
    }
  }
}`;

/** Makes the questions for a gateway. */
export const questions: Readonly<Record<Surface, (url: string) => Questions>> = {
  REST: (url) => {
    const { domain, name, project } = EXECUTION;
    const place = `${project}/${domain}/${name}`;
    return {
      getExecution: async () => void (await get(`${url}/api/v1/executions/${place}`)),
      getNode: async (node) => void (await get(`${url}/api/v1/node_executions/${place}/${node}`)),
      async page(after, limit) {
        const query = new URLSearchParams({ limit: String(limit), token: after });
        const { nodeExecutions, token } = (await get(
          `${url}/api/v1/node_executions/${place}?${query}`,
        )) as { nodeExecutions: unknown[]; token: string };
        return { count: nodeExecutions.length, next: token };
      },
    };
  },
  gRPC: (url) => {
    const admin = createClient(AdminService, createGrpcTransport({ baseUrl: url }));
    return {
      getExecution: async () => void (await admin.getExecution({ id: EXECUTION })),
      getNode: async (nodeId) =>
        void (await admin.getNodeExecution({ id: { nodeId, executionId: EXECUTION } })),
      async page(token, limit) {
        const request = { workflowExecutionId: EXECUTION, limit, token };
        const list = await admin.listNodeExecutions(request);
        return { count: list.nodeExecutions.length, next: list.token };
      },
    };
  },
  GraphQL: (url) => {
    const ask = (query: string, variables: object) => send(`${url}/graphql`, { query, variables });
    return {
      getExecution: async () => void (await ask(RUN, { run: EXECUTION })),
      getNode: async (name) => void (await ask(NODE, { action: { run: EXECUTION, name } })),
      async page(after, limit) {
        const cursor = after === "" ? {} : { after };
        const { run } = (await ask(NODES, { run: EXECUTION, first: limit, ...cursor })) as {
          run: { nodeExecutions: { pageInfo: { endCursor: string }; edges: unknown[] } };
        };
        const { edges, pageInfo } = run.nodeExecutions;
        return { count: edges.length, next: pageInfo.endCursor };
      },
    };
  },
};

async function get(url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { accept: "text/plain" } });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

async function send(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
