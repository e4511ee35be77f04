import { pino } from "pino";
import { onTestFinished } from "vitest";
import { type GatewayOptions, startGateway } from "../start-gateway.ts";
import type { Gateway } from "../gateway.ts";

/** What a GraphQL request was answered with. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: unknown;
    readonly extensions: any;
  }[];
}

/** A gateway for one test. */
export interface TestGateway extends Gateway {
  /** Sends an operation as most clients do. */
  send(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
}

/** Starts a gateway on any free port, on a database in memory where nothing else is said. It is closed with the test. */
export async function startTestGateway(options: GatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startGateway({
    port: 0,
    database: "memory:",
    // What tests declare is theirs to report on, unless they want it done.
    executor: false,
    logger: pino({ level: "silent" }),
    shutdownTimeout: 1000,
    ...options,
  });
  onTestFinished(() => gateway.close());
  return { ...gateway, send: (...request) => sendTo(gateway.url, ...request) };
}

/** Sends an operation to a gateway. */
export async function sendTo(
  url: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      accept: "application/graphql-response+json, application/json",
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] } = (await response.json()) as Partial<Answer>;
  return { status: response.status, headers: response.headers, data, errors };
}
