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
    return await serve({
      settings,
      authenticator: new Authenticator(tokens),
      logger,
      store,
      ledger,
    });
  } catch (error) {
    await ledger.close();
    await store.close();
    throw error;
  }
}

/** What is open by the time that the gateway begins to serve. */
interface Parts {
  readonly settings: Settings;
  readonly authenticator: Authenticator;
  readonly logger: Logger;
  readonly store: Store;
  readonly ledger: Ledger;
}

/** What all transports share. */
interface Shared {
  readonly graphql: GraphQLServer;
  readonly guard: Guard;
  readonly requestId: () => string;
  readonly log: HiddenErrorLog;
}

async function serve(parts: Parts): Promise<Gateway> {
  const { settings, logger, store, ledger } = parts;
  const { host, corsOrigins, shutdownTimeout } = settings;
  let closed: Promise<void> | undefined;
  const connections = new ConnectionLimit(settings.connections);
  const shared = share(parts, connections);
  const routes = [
    ...healthRoutes(store, () => closed !== undefined),
    ...landingRoutes(version),
    ...(settings.graphiql ? graphiqlRoutes(version) : []),
    graphqlRoute({ ...settings, graphql: shared.graphql }),
  ];
  const server = createHttpServer(
    settings,
    serveRoutes({ ...shared, routes, corsOrigins, logger }),
  );
  const webSockets = openWebSockets(parts, shared);
  connections.watch(server);
  acceptUpgrades(server, "/graphql", shared.guard, webSockets);
  const port = await listen(server, host, settings.port);
  const url = urlOf(host, port);
  logger.info({ url, storage: store.description }, "Listening.");
  const open = { server, webSockets, ledger, store, logger };
  const close = (): Promise<void> => (closed ??= closeGateway(open, shutdownTimeout));
  return { url, port, storage: store.description, close };
}

function share(
  { settings, authenticator, logger, ledger }: Parts,
  connections: ConnectionLimit,
): Shared {
  const log: HiddenErrorLog = (requestId, code, error) =>
    logger.error({ requestId, code, err: error }, "A request failed.");
  const info = { version, limits: limitInfos(settings) };
  return {
    graphql: new GraphQLServer({ ledger, limits: settings, server: info, log }),
    guard: new Guard({
      authenticator,
      hostGuard: hostGuard(authenticator.required ? undefined : settings.allowedHosts),
      corsOrigins: settings.corsOrigins,
      connections,
    }),
    requestId: requestIds(),
    log,
  };
}

function openWebSockets({ settings, authenticator, logger }: Parts, shared: Shared): WebSockets {
  const { subscriptionsPerConnection, headersTimeout, requestBytes, heartbeatInterval } = settings;
  const protocol = graphqlSocketServer({
    ...shared,
    authenticator,
    subscriptionsPerConnection,
    initTimeout: headersTimeout,
  });
  return new WebSockets({ protocol, maxPayload: requestBytes, heartbeatInterval, logger });
}
