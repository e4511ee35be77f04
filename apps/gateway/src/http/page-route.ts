import { createHash } from "node:crypto";
import { accepts } from "./accepts.ts";
import type { Route } from "./route.ts";
import { sendText } from "./send-text.ts";

/** Serves a page: to browsers that look at `path`, and to nobody else, so that the path can have another use. */
export function pageRoute(path: string, html: string, policy: string): Route {
  const etag = `"${createHash("sha256").update(html).digest("base64url")}"`;
  return {
    path,
    methods: ["GET", "HEAD"],
    guarded: false,
    takes: ({ headers }) => accepts(headers.accept, "text/html"),
    handle: ({ request, response, headers }) => {
      const own = {
        ...headers,
        "content-security-policy": policy,
        "cache-control": "no-cache",
        vary: "Accept",
        etag,
      };
      if (request.headers["if-none-match"] === etag) {
        response.writeHead(304, own).end();
        return;
      }
      sendText(response, 200, "text/html; charset=utf-8", html, own);
    },
  };
}

/** Writes the policy by which a page may run the scripts and styles that stand in it, and nothing that comes from elsewhere. */
export function inlinePolicy(html: string): string {
  const scripts = [...html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, text = ""]) => {
    const digest = createHash("sha256").update(text).digest("base64");
    return `'sha256-${digest}'`;
  });
  return [
    "default-src 'none'",
    scripts.length > 0 ? `script-src ${scripts.join(" ")}` : "script-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
