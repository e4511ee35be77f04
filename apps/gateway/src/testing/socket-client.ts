import { type Client, type ClientOptions, createClient } from "graphql-ws";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";

/** Makes graphql-ws's client for a gateway. It is disposed of with the test. */
export function socketClient(url: string, options: Partial<ClientOptions> = {}): Client {
  const client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...options,
  });
  onTestFinished(() => client.dispose());
  return client;
}
