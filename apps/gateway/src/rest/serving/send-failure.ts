import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { type ConnectError, Code } from "@connectrpc/connect";
import { StatusSchema } from "@runledger/proto/google/rpc";
import type { ErrorCode } from "../../errors/error-code.ts";
import type { Marshaller } from "./marshallers.ts";
import { sendBytes } from "./send-answer.ts";
import { httpStatusOf, toStatus } from "./status.ts";

/** The gateway's own codes whose HTTP status says more than the one of their RPC code. */
const own: ReadonlyMap<string | null, number> = new Map<ErrorCode, number>([
  ["METHOD_NOT_ALLOWED", 405],
]);

/** Answers with an error: a google.rpc.Status in the form that the client wants, and the HTTP status that belongs to it. */
export function sendFailure(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  error: ConnectError,
  outbound: Marshaller,
  headers: OutgoingHttpHeaders,
): void {
  const { code, metadata } = error;
  const status = own.get(metadata.get("runledger-code")) ?? httpStatusOf(code);
  // What is left of the body isn't read: the connection can't be used again.
  const closes = !request.complete && request.httpVersionMajor < 2;
  sendBytes(response, status, outbound.contentType, statusBytes(error, outbound), {
    ...headers,
    ...Object.fromEntries(metadata),
    ...(code === Code.Unauthenticated && { "www-authenticate": "Bearer" }),
    ...(closes && { connection: "close" }),
  });
}

/** Writes an error as google.rpc.Status. */
export function statusBytes(error: ConnectError, outbound: Marshaller): Buffer {
  return outbound.write(StatusSchema, toStatus(error));
}
