import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";
import { UsageError } from "../command/usage-error.ts";

/** Where metrics are served. */
export interface ServedMetrics {
  readonly url: string;
  close(): void;
}

/** How long a request may take, and how many connections may be open: one that scrapes needs one. */
const requestTimeout = 10_000;
const connections = 16;

/**
 * Serves metrics on `/metrics`, in Prometheus' text format, and nothing else.
 *
 * @throws UsageError where the port can't be had
 */
export async function serveMetrics(
  registry: Registry,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<ServedMetrics> {
  const options = {
    requestTimeout,
    headersTimeout: requestTimeout,
    keepAliveTimeout: requestTimeout,
  };
  const server = createServer(options, (request, response) => {
    const isKnown = request.url?.split("?", 1)[0] === "/metrics";
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (!isKnown || !isRead) {
      const text = isKnown ? "/metrics takes GET.\n" : "There is only /metrics here.\n";
      response.writeHead(isKnown ? 405 : 404, {
        "content-type": "text/plain",
        connection: "close",
      });
      return response.end(text);
    }
    void registry.metrics().then((text) => {
      response.writeHead(200, {
        "content-type": registry.contentType,
        "cache-control": "no-store",
      });
      response.end(request.method === "HEAD" ? undefined : text);
    });
    return undefined;
  });
  server.maxConnections = connections;
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new UsageError(
      `--metrics-port ${port} of ${host} can't be had (${(error as Error).message}): give another one, or --metrics-host`,
    );
  }
  const { address, family, port: got } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://${family === "IPv6" ? `[${address}]` : address}:${got}/metrics`, close };
}
