import { type Gateway, type GatewayOptions, startGateway } from "@runledger/gateway";
import { onTestFinished } from "vitest";

/** A gateway for one test, and GraphQL over it. */
export interface TestGateway extends Gateway {
  /** Its host and port. */
  readonly endpoint: string;
  /** Asks a query or a mutation, and gives its data. */
  readonly ask: (query: string, variables?: object) => Promise<any>;
}

/** Starts a gateway on any free port, with a database in memory, until the test is over. */
export async function startTestGateway(options: GatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startGateway({
    port: 0,
    database: "memory:",
    logLevel: "silent",
    shutdownTimeout: 1000,
    ...options,
  });
  onTestFinished(() => gateway.close());
  const ask = async (query: string, variables: object = {}): Promise<any> => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: any; errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  return { ...gateway, endpoint: `localhost:${gateway.port}`, ask };
}
