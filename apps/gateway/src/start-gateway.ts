import { type Ledger, openLedger } from "@runledger/ledger";
import { openStore, type Store } from "@runledger/store";
import type { Logger } from "pino";
import { closeGateway } from "./close-gateway.ts";
import type { HiddenErrorLog } from "./errors/to-graphql-error.ts";
import type { Gateway } from "./gateway.ts";
import { graphiqlRoutes } from "./graphiql/graphiql-routes.ts";
import { GraphQLServer } from "./graphql/graphql-server.ts";
import { assertMayListen } from "./http/assert-may-listen.ts";
import { Authenticator, readTokens } from "./http/authenticator.ts";
import { ConnectionLimit } from "./http/connection-limit.ts";

import { graphqlRoute } from "./http/graphql-route.ts";
import { Guard } from "./http/guard.ts";
import { healthRoutes } from "./http/health-routes.ts";
import { hostGuard } from "./http/host-guard.ts";
import { createHttpServer } from "./http/http-server.ts";
import { landingRoutes } from "./http/landing-routes.ts";
import { listen } from "./http/listen.ts";
import { requestIds } from "./http/request-ids.ts";
import { serveRoutes } from "./http/serve-routes.ts";
import { acceptUpgrades } from "./http/upgrade.ts";
import { urlOf } from "./http/url-of.ts";
import { createLogger } from "./log/create-logger.ts";
import { databaseOf } from "./settings/database-of.ts";
import { defaultSettings } from "./settings/default-settings.ts";
import { limitInfos } from "./settings/limit-infos.ts";
import type { Settings } from "./settings/table.ts";
import { version } from "./version.ts";
import { graphqlSocketServer } from "./ws/graphql-socket-server.ts";
import { WebSockets } from "./ws/web-sockets.ts";

/** What a gateway is started with: the settings that differ from the defaults, and where it logs to. */
export interface GatewayOptions extends Partial<Settings> {
  /** Default: standard error, by the settings logLevel and logFormat. */
  readonly logger?: Logger;
}

/**
 * Starts a gateway: opens the database, and listens.
 *
 * @throws SettingsError if the settings can't be followed (a port in use, a token file that can't be read, the network
 * without a token); StoreError if the database can't be opened. Nothing is left open then.
 */
export async function startGateway({
  logger: given,
  ...options
}: GatewayOptions = {}): Promise<Gateway> {
  const settings: Settings = { ...defaultSettings(), ...options };
  assertMayListen(settings);
  const tokens = settings.authTokenFile === undefined ? [] : readTokens(settings.authTokenFile);
  const logger = given ?? createLogger(settings);
  const store = await openStore(databaseOf(settings), { setting: "--database" });
  const ledger = openLedger({ store, limits: settings, pollInterval: settings.pollInterval });
  try {
    return await serve(settings, new Authenticator(tokens), logger, store, ledger);
  } catch (error) {
    await ledger.close();
    await store.close();
    throw error;
  }
}

async function serve(
  settings: Settings,
  authenticator: Authenticator,
  logger: Logger,
  store: Store,
  ledger: Ledger,
): Promise<Gateway> {
  let closing = false;
  const log: HiddenErrorLog = (requestId, code, error) =>
    logger.error({ requestId, code, err: error }, "A request failed.");
  const requestId = requestIds();
  const info = { version, limits: limitInfos(settings) };
  const graphql = new GraphQLServer({ ledger, limits: settings, server: info, log });
  const connections = new ConnectionLimit(settings.connections);
  const guard = new Guard({
    authenticator,
    hostGuard: hostGuard(authenticator.required ? undefined : settings.allowedHosts),
    corsOrigins: settings.corsOrigins,
    connections,
  });
  const routes = [
    ...healthRoutes(store, () => closing),
    ...landingRoutes(version),
    ...(settings.graphiql ? graphiqlRoutes(version) : []),
    graphqlRoute({ graphql, ...settings }),
  ];
  const { corsOrigins } = settings;
  const server = createHttpServer(
    settings,
    serveRoutes({ routes, guard, corsOrigins, requestId, logger, log }),
  );
  const webSockets = new WebSockets({
    protocol: graphqlSocketServer({
      graphql,
      authenticator,
      subscriptionsPerConnection: settings.subscriptionsPerConnection,
      initTimeout: settings.headersTimeout,
      requestId,
      log,
    }),
    maxPayload: settings.requestBytes,
    heartbeatInterval: settings.heartbeatInterval,
    logger,
  });
  connections.watch(server);
  acceptUpgrades(server, "/graphql", guard, webSockets);
  const port = await listen(server, settings.host, settings.port);
  const url = urlOf(settings.host, port);
  logger.info({ url, storage: store.description }, "Listening.");
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing = true;
    closed ??= closeGateway(
      { server, webSockets, ledger, store, logger },
      settings.shutdownTimeout,
    );
    return closed;
  };
  return { url, port, storage: store.description, close };
}
