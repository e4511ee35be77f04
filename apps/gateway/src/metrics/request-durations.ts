import type { IncomingMessage, ServerResponse } from "node:http";
import { Gauge, Histogram, type Registry } from "prom-client";

/** In seconds: from a page out of memory to what a query may take at most by default. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

const methods = new Set(["GET", "HEAD", "POST", "OPTIONS"]);
const eventStream = "text/event-stream";

/** A request whose time is taken. */
export interface TimedRequest {
  /** Says who serves it: a path out of a closed set, and whether the answer is a stream of unknown length. */
  served(path: string, isStream?: boolean): void;
}

/** Takes the time of a request from now on. */
export type TimeRequest = (request: IncomingMessage, response: ServerResponse) => TimedRequest;

/**
 * Makes a histogram of how long requests take. Its labels have few values whatever clients send: the paths that the gateway
 * has, RPCs among them, and `other`; the methods that it takes, and `other`; the first digit of the status. Streams are left out,
 * since they last as long as somebody likes: `runledger_streams` counts RPCs that stream, and `runledger_watches` all watches.
 */
export function requestDurations(registry: Registry): TimeRequest {
  const histogram = new Histogram({
    name: "runledger_http_request_duration_seconds",
    help: "Seconds from a request's headers to the end of its answer. Streams of events are left out.",
    labelNames: ["path", "method", "status"],
    buckets,
    registers: [registry],
  });
  const open = new Gauge({
    name: "runledger_streams",
    help: "RPCs that stream, open now.",
    labelNames: ["path"],
    registers: [registry],
  });
  return ({ method = "" }, response) => {
    const begun = performance.now();
    let path = "other";
    let streams = false;
    response.once("close", () => {
      // On /graphql it is the operation that decides.
      const type = response.getHeader("content-type")?.toString() ?? "";
      if (streams || type.startsWith(eventStream)) return;
      const labels = {
        path,
        method: methods.has(method) ? method : "other",
        status: response.writableFinished
          ? `${Math.floor(response.statusCode / 100)}xx`
          : "aborted",
      };
      histogram.observe(labels, (performance.now() - begun) / 1000);
    });
    return {
      served: (found, isStream = false) => {
        path = found;
        streams = isStream;
        if (!isStream) return;
        open.inc({ path });
        response.once("close", () => open.dec({ path }));
      },
    };
  };
}
