import type { Store } from "@runledger/store";
import { readiness } from "./health.ts";
import type { Route } from "./route.ts";
import { sendText } from "./send-text.ts";

const json = "application/json; charset=utf-8";
const asIs = { "cache-control": "no-store" };

/** Serves /healthz, which answers as long as the program runs, and /readyz, which asks the database. */
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
