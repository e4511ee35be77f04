import { Registry } from "prom-client";
import type { Route } from "../http/route.ts";
import { sendText } from "../http/send-text.ts";
import { processMetrics } from "./process-metrics.ts";

/** Serves /metrics in Prometheus' text format: those of a gateway, and those of the process that it runs in. */
export function metricsRoute(registry: Registry): Route {
  return {
    path: "/metrics",
    methods: ["GET", "HEAD"],
    guarded: true,
    handle: async ({ response, headers }) => {
      const all = Registry.merge([registry, processMetrics()]);
      sendText(response, 200, all.contentType, await all.metrics(), {
        ...headers,
        "cache-control": "no-store",
      });
    },
  };
}
