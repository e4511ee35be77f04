import type { IncomingMessage, ServerResponse } from "node:http";
import { createContextValues } from "@connectrpc/connect";
import type { Exchange } from "../../http/route.ts";
import type { LocalCall } from "../../rpc/call-in-process.ts";
import { rpcRequest } from "../../rpc/request-context.ts";
import { headersForCall, timeoutOf } from "./call-headers.ts";

/** Tells a method what it may know of the request that it is called for. */
export function callOf(
  { request, response, requestId }: Exchange,
  caller: string | undefined,
): Omit<LocalCall, "message"> {
  const timeoutMs = timeoutOf(request.headers);
  return {
    url: addressOf(request),
    requestMethod: request.method ?? "GET",
    requestHeader: headersForCall(request.headers),
    contextValues: createContextValues().set(rpcRequest, { requestId, refusal: undefined, caller }),
    requestSignal: signalOf(response),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

/** Says by which address a client came: its files are to be had there too. */
function addressOf({ headers, socket, url = "/" }: IncomingMessage): string {
  const scheme = "encrypted" in socket && socket.encrypted === true ? "https" : "http";
  const base = `${scheme}://${headers.host ?? "localhost"}`;
  return URL.canParse(url, base) ? new URL(url, base).href : `${scheme}://localhost/`;
}

function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
