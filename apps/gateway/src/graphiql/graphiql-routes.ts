import { GatewayError } from "../errors/gateway-error.ts";
import { pageRoute } from "../http/page-route.ts";
import type { Route } from "../http/route.ts";
import { sendText } from "../http/send-text.ts";
import { assetNames, graphiqlAssets } from "./assets.ts";
import { assetsPath, graphiqlPage } from "./page.ts";

/** What the page may do: run the gateway's own scripts, ask the gateway, and style itself as its editor does. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves GraphiQL: its page to browsers that look at /graphql, and what the page loads. */
export function graphiqlRoutes(version: string): Route[] {
  return [
    pageRoute("/graphql", graphiqlPage(), policy),
    ...assetNames.map((name) => assetRoute(name, version)),
  ];
}

function assetRoute(name: string, version: string): Route {
  // The files change with the program, and with nothing else.
  const etag = `"${version}"`;
  return {
    path: `${assetsPath}/${name}`,
    methods: ["GET", "HEAD"],
    guarded: false,
    handle: async ({ request, response, headers }) => {
      const own = { ...headers, "cache-control": "no-cache", etag };
      if (request.headers["if-none-match"] === etag) {
        response.writeHead(304, own).end();
        return;
      }
      const asset = (await graphiqlAssets()).get(name);
      if (asset === undefined) throw new GatewayError("NOT_FOUND", `There is no ${name}.`);
      sendText(response, 200, asset.type, asset.text, own);
    },
  };
}
