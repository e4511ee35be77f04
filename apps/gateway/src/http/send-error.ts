import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { type HiddenErrorLog, toGraphQLError } from "../errors/to-graphql-error.ts";
import { sendText } from "./send-text.ts";

/** Sends an error as GraphQL's clients expect it: a result with errors and no data, and the status that belongs to it. */
export function sendError(
  response: ServerResponse,
  error: unknown,
  requestId: string,
  log: HiddenErrorLog,
  headers: OutgoingHttpHeaders = {},
): void {
  const coded = toGraphQLError(error, requestId, log);
  const { http, ...extensions } = coded.extensions;
  const { status = 500, headers: own = {} } = (http ?? {}) as {
    status?: number;
    headers?: Record<string, string>;
  };
  const body = JSON.stringify({ errors: [{ message: coded.message, extensions }] });
  sendText(response, status, "application/json; charset=utf-8", body, { ...headers, ...own });
}
