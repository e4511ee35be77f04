import { landingPage, type Served } from "./landing-page.ts";
import { inlinePolicy, pageRoute } from "./page-route.ts";
import type { Route } from "./route.ts";
import { sendText } from "./send-text.ts";

/** Serves /: a page for browsers, and the same for programs. */
export function landingRoutes(version: string, served: Served): Route[] {
  const html = landingPage(version, served);
  const facts = {
    name: "runledger",
    version,
    graphql: "/graphql",
    openapi: "/api/v1/openapi",
    health: "/healthz",
    ready: "/readyz",
    ...(served.metrics && { metrics: "/metrics" }),
  };
  return [
    pageRoute("/", html, inlinePolicy(html)),
    {
      path: "/",
      methods: ["GET", "HEAD"],
      guarded: false,
      handle: ({ response, headers }) =>
        sendText(response, 200, "application/json; charset=utf-8", JSON.stringify(facts), headers),
    },
  ];
}
