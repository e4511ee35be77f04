import type { OutgoingHttpHeaders } from "node:http";
import { GatewayError } from "../errors/gateway-error.ts";
import { pageRoute } from "../http/page-route.ts";
import type { Exchange, Route } from "../http/route.ts";
import { securityHeaders } from "../http/security-headers.ts";
import { type Asset, assetNames, graphiqlAssets } from "./assets.ts";
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
    handle: async (exchange) => {
      const { request, response, headers } = exchange;
      const own = { ...headers, "cache-control": "no-cache", vary: "Accept-Encoding", etag };
      if (request.headers["if-none-match"] === etag) {
        response.writeHead(304, own).end();
        return;
      }
      const asset = (await graphiqlAssets()).get(name);
      if (asset === undefined) throw new GatewayError("NOT_FOUND", `There is no ${name}.`);
      sendAsset(exchange, asset, own);
    },
  };
}

function sendAsset(
  { request, response }: Exchange,
  { type, bytes, compressed }: Asset,
  headers: OutgoingHttpHeaders,
): void {
  const small = /\bgzip\b/.test(request.headers["accept-encoding"]?.toString() ?? "");
  const body = small ? compressed : bytes;
  response.writeHead(200, {
    ...securityHeaders,
    ...headers,
    "content-type": type,
    "content-length": body.length,
    ...(small && { "content-encoding": "gzip" }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
