import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { DescService } from "@bufbuild/protobuf";
import type { HandlerContext } from "@connectrpc/connect";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { Authenticator } from "../http/authenticator.ts";
import { ConnectionLimit } from "../http/connection-limit.ts";
import { Guard } from "../http/guard.ts";
import { hostGuard } from "../http/host-guard.ts";
import { serveRoutes } from "../http/serve-routes.ts";
import { RestServer } from "../rest/rest-server.ts";
import { RpcServer } from "../rpc/rpc-server.ts";
import { type AskRest, askRest } from "./ask-rest.ts";
import { defaultSettings } from "../settings/default-settings.ts";

/** Any method of a service that is declared in a test. */
export type AnyMethod = (message: any, context: HandlerContext) => unknown;

/** Serves a service over plain HTTP as the gateway does, until the test is over. */
export async function startRest(
  service: DescService,
  methods: Readonly<Record<string, AnyMethod>>,
  tokens: readonly string[] = [],
): Promise<AskRest> {
  const settings = defaultSettings();
  const corsOrigins = ["https://console.example"];
  const guard = new Guard({
    authenticator: new Authenticator(tokens.map((token) => ({ token }))),
    hostGuard: hostGuard(undefined),
    corsOrigins,
    connections: new ConnectionLimit(1000),
    socketOf: ({ socket }) => socket,
  });
  const log = (_id: string, _code: string, error: unknown): void => {
    throw error;
  };
  const rpc = new RpcServer({
    routes: (router) => {
      router.service(service, methods as never);
    },
    settings,
    ready: async () => true,
    refusal: (request) => guard.refusal(request),
    caller: (request) => guard.callerOf(request),
    log,
  });
  const rest = new RestServer({
    rpc,
    requestBytes: 10_000,
    refusal: (request) => guard.refusal(request),
    caller: (request) => guard.callerOf(request),
    log,
  });
  const server = createServer(
    serveRoutes({
      routes: [],
      rpc,
      rest,
      guard,
      corsOrigins,
      requestId: () => "id-1",
      logger: pino({ level: "silent" }),
      log,
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return askRest(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}
