import { inlinePolicy, pageRoute } from "../../http/page-route.ts";
import type { Route } from "../../http/route.ts";
import { sendText } from "../../http/send-text.ts";
import { type DocumentOptions, openapiDocument } from "./openapi-document.ts";
import { openapiPage } from "./openapi-page.ts";

/** Where flyteadmin has its document too. */
const path = "/api/v1/openapi";

/** Serves the OpenAPI document, and to browsers a page that tries what it describes. They hold no data. */
export function openapiRoutes(options: DocumentOptions): Route[] {
  const html = openapiPage();
  let text: string | undefined;
  return [
    pageRoute(path, html, inlinePolicy(html)),
    {
      path,
      methods: ["GET", "HEAD"],
      guarded: false,
      handle: ({ response, headers }) => {
        // Not before somebody asks: it is some hundred kilobytes.
        text ??= JSON.stringify(openapiDocument(options));
        sendText(response, 200, "application/json; charset=utf-8", text, headers);
      },
    },
  ];
}
