import { once } from "node:events";
import { create } from "@bufbuild/protobuf";
import { ActionIdentifierSchema } from "@runledger/proto";
import { GatewayError } from "../errors/gateway-error.ts";
import type { SurfaceContext } from "../flyte2/surface-context.ts";
import type { Exchange, Route } from "../http/route.ts";
import { followLog, type LogPlace } from "./follow-log.ts";

const PATH = "/logs/";
const FORM = `${PATH}PROJECT/DOMAIN/RUN/ACTION/ATTEMPT/NAME`;

/**
 * Serves the logs that the gateway keeps, as text: what is there, and with `?follow` what comes until the attempt has ended.
 */
export function logRoutes(context: Pick<SurfaceContext, "ledger" | "blobs">): Route[] {
  return [
    {
      path: PATH,
      below: true,
      methods: ["GET"],
      guarded: true,
      handle: (exchange) => sendLog(context, exchange),
    },
  ];
}

async function sendLog(
  context: Pick<SurfaceContext, "ledger" | "blobs">,
  { headers, request, response, url }: Exchange,
): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const follow = url.searchParams.has("follow");
  const chunks = followLog(context, placeOf(url), follow, gone.signal);
  // What is wrong with the request is known before anything is sent.
  let next = await chunks.next();
  response.writeHead(200, {
    ...headers,
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox",
  });
  response.flushHeaders();
  for (; next.done !== true; next = await chunks.next()) {
    if (request.destroyed) return;
    if (!response.write(next.value))
      await Promise.race([once(response, "drain"), once(response, "close")]);
  }
  response.end();
}

function placeOf({ pathname }: URL): LogPlace {
  const parts = pathname.slice(PATH.length).split("/").map(decode);
  const [project = "", domain = "", run = "", name = "", attempt = "", log = "", ...rest] = parts;
  if (log === "" || rest.length > 0 || !/^[1-9][0-9]{0,9}$/.test(attempt)) {
    throw new GatewayError(
      "BAD_INPUT",
      `The path is ${pathname}. It has to be ${FORM}, each percent-encoded, the attempt from 1.`,
    );
  }
  const action = create(ActionIdentifierSchema, { run: { project, domain, name: run }, name });
  return { action, attempt: Number(attempt), log };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new GatewayError(
      "BAD_INPUT",
      `The path holds ${part}, which isn't percent-encoded UTF-8.`,
    );
  }
}
