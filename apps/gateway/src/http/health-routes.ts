import type { Store } from "@runledger/store";
import { readiness } from "./health.ts";
import type { Route } from "./route.ts";
import { sendText } from "./send-text.ts";

const json = "application/json; charset=utf-8";
const asIs = { "cache-control": "no-store" };

/**
 * Serves /healthz, which answers as long as the program runs, /readyz, which asks the database, and /healthcheck, where
 * flyteadmin answers as long as it runs, with nothing.
 */
export function healthRoutes(store: Pick<Store, "ping">, closing: () => boolean): Route[] {
  return [
    {
      path: "/healthz",
      methods: ["GET", "HEAD"],
      guarded: false,
      handle: ({ response, headers }) =>
        sendText(response, 200, json, JSON.stringify({ status: "alive" }), { ...headers, ...asIs }),
    },
    {
      path: "/healthcheck",
      methods: ["GET", "HEAD"],
      guarded: false,
      handle: ({ response, headers }) =>
        sendText(response, 200, "text/plain; charset=utf-8", "", { ...headers, ...asIs }),
    },
    {
      path: "/readyz",
      methods: ["GET", "HEAD"],
      guarded: false,
      handle: async ({ response, headers }) => {
        const found = await readiness(store, closing());
        const body = found.ready
          ? { status: "ready" }
          : { status: "unready", reason: found.reason };
        sendText(response, found.ready ? 200 : 503, json, JSON.stringify(body), {
          ...headers,
          ...asIs,
        });
      },
    },
  ];
}
