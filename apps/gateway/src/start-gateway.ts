import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { openLedger } from "@runledger/ledger";
import type { WorkflowPluginsOptions } from "@runledger/reconciler";
import { openStore } from "@runledger/store";
import type { Logger } from "pino";
import { archiveRoutes } from "./archives/archive-routes.ts";
import { openArchiveStore } from "./archives/open-archive-store.ts";
import type { BlobFiles } from "./blobs/blob-files.ts";
import { blobRoutes } from "./blobs/blob-routes.ts";
import { openBlobFiles } from "./blobs/open-blob-files.ts";
import { closeGateway } from "./close-gateway.ts";
import type { HiddenErrorLog } from "./errors/to-graphql-error.ts";
import type { GatewayParts, SharedParts } from "./gateway-parts.ts";
import type { Gateway } from "./gateway.ts";
import { registerFiles } from "./flyte1/registering/register-files.ts";
import { graphiqlRoutes } from "./graphiql/graphiql-routes.ts";
import { GraphQLServer } from "./graphql/graphql-server.ts";
import { assertMayListen } from "./http/assert-may-listen.ts";
import { Authenticator, readTokens } from "./http/authenticator.ts";
import { ConnectionLimit } from "./http/connection-limit.ts";

import { graphqlRoute } from "./http/graphql-route.ts";
import { Guard } from "./http/guard.ts";
import { healthRoutes } from "./http/health-routes.ts";
import { hostGuard } from "./http/host-guard.ts";
import { logRoutes } from "./logs/log-routes.ts";
import { landingRoutes } from "./http/landing-routes.ts";
import { listen } from "./http/listen.ts";
import { OnePort } from "./http/one-port.ts";
import { requestIds } from "./http/request-ids.ts";
import { serveRoutes } from "./http/serve-routes.ts";
import { acceptUpgrades } from "./http/upgrade.ts";
import { readCertificate, tlsFiles, watchCertificate } from "./http/tls-files.ts";
import { urlOf } from "./http/url-of.ts";
import { createLogger } from "./log/create-logger.ts";
import { createMetrics } from "./metrics/create-metrics.ts";
import { metricsRoute } from "./metrics/metrics-route.ts";
import { requestDurations } from "./metrics/request-durations.ts";
import { openapiRoutes } from "./rest/openapi/openapi-routes.ts";
import { openRest } from "./rest/open-rest.ts";
import { surfaceContext } from "./rpc/surface-context.ts";
import { openRpc } from "./rpc/open-rpc.ts";
import type { RpcRouter } from "./rpc/rpc-router.ts";
import { Retention } from "./retention/retention.ts";
import { databaseOf } from "./settings/database-of.ts";
import { defaultSettings } from "./settings/default-settings.ts";
import { limitInfos } from "./settings/limit-infos.ts";
import type { Settings } from "./settings/table.ts";
import { userName } from "./work/user-name.ts";
import { version } from "./version.ts";
import { RemoteTypes } from "./work/remote-types.ts";
import { startWork, type WorkUnderWay } from "./work/start-work.ts";
import { workPlan } from "./work/work-plan.ts";
import { graphqlSocketServer } from "./ws/graphql-socket-server.ts";
import { WebSockets } from "./ws/web-sockets.ts";

/** What a gateway is started with: the settings that differ from the defaults, and where it logs to. */
export interface GatewayOptions extends Partial<Settings> {
  /** Default: standard error, by the settings logLevel and logFormat. */
  readonly logger?: Logger;
  /** Workflows of this process that the executor takes as well. */
  readonly workflows?: WorkflowPluginsOptions["workflows"];
  /** Registers RPC services of one's own on the gateway's port. Where the gateway has one itself, this one is served instead. */
  readonly services?: (router: RpcRouter) => void;
}

/**
 * Starts a gateway: opens the database, and listens.
 *
 * @throws SettingsError if the settings can't be followed (a port in use, a token file that can't be read, the network
 * without a token); StoreError if the database can't be opened. Nothing is left open then.
 */
export async function startGateway({
  logger: given,
  workflows = [],
  services,
  ...options
}: GatewayOptions = {}): Promise<Gateway> {
  const settings: Settings = { ...defaultSettings(), ...options };
  assertMayListen(settings);
  const tokens = settings.authTokenFile === undefined ? [] : readTokens(settings.authTokenFile);
  const logger = given ?? createLogger(settings);
  const store = await openStore(databaseOf(settings), {
    setting: "--database",
    connections: settings.databaseConnections,
    transactions: settings.databaseTransactions,
    statementTimeout: settings.databaseStatementTimeout,
    warn: (sentence) => logger.warn(sentence),
  });
  const ledger = openLedger({ store, limits: settings, pollInterval: settings.pollInterval });
  const plan = workPlan(settings, store.shared);
  const remoteTypes = new RemoteTypes();
  let blobs: BlobFiles | undefined;
  let work: WorkUnderWay | undefined;
  try {
    blobs = await openBlobFiles(settings);
    const parts = { settings, store, ledger, logger };
    work = plan.executes
      ? await startWork({ ...parts, blobs: blobs.store }, { ...plan, workflows, remoteTypes })
      : undefined;
    return await serve({
      ...parts,
      archive: await openArchiveStore(settings),
      blobs,
      authenticator: new Authenticator(tokens),
      plan,
      work,
      services,
      remoteTypes,
    });
  } catch (error) {
    await work?.stop();
    blobs?.close();
    await ledger.close();
    await store.close();
    throw error;
  }
}

async function serve(parts: GatewayParts): Promise<Gateway> {
  const { settings, logger, store, ledger, plan, work } = parts;
  const { host, corsOrigins, shutdownTimeout } = settings;
  let closed: Promise<void> | undefined;
  const isClosing = (): boolean => closed !== undefined;
  const connections = new ConnectionLimit(settings.connections);
  const shared = share(parts, connections, (request) => port.socketOf(request));
  const metrics = settings.metrics
    ? createMetrics({ version, ledger, connections: () => connections.open })
    : undefined;
  const rpc = openRpc(parts, shared, isClosing);
  const rest = openRest(parts, shared, rpc);
  const routes = [
    ...healthRoutes(store, isClosing),
    ...landingRoutes(version, settings),
    ...(settings.graphiql ? graphiqlRoutes(version) : []),
    ...(metrics ? [metricsRoute(metrics)] : []),
    ...openapiRoutes({
      bindings: rest.bindings,
      version,
      asksForToken: parts.authenticator.required,
    }),
    ...blobRoutes(parts.blobs),
    ...logRoutes(parts),
    ...archiveRoutes({ ledger, archiveBytes: settings.archiveBytes }),
    graphqlRoute({ ...settings, graphql: shared.graphql }),
  ];
  const files = tlsFiles(settings);
  const port = new OnePort(
    settings,
    files && readCertificate(files),
    serveRoutes({
      ...shared,
      routes,
      rpc,
      rest,
      corsOrigins,
      logger,
      time: metrics && requestDurations(metrics),
    }),
  );
  const webSockets = openWebSockets(parts, shared);
  await registerFiles(surfaceContext(parts), settings.register, logger);
  connections.watch(port.server);
  acceptUpgrades(port.server, "/graphql", shared.guard, webSockets);
  const number = await listen(port.server, host, settings.port);
  const url = urlOf(host, number, files === undefined ? "http" : "https");
  logger.info({ url, storage: store.description }, "Listening.");
  const unwatch =
    files && watchCertificate(files, (certificate) => port.setCertificate(certificate), logger);
  const retention = new Retention({ ...settings, ledger, logger, archive: parts.archive });
  retention.start();
  const open = { port, webSockets, ledger, store, retention, work, logger };
  const close = (): Promise<void> => {
    unwatch?.();
    return (closed ??= closeGateway(open, shutdownTimeout).finally(() => parts.blobs.close()));
  };
  const executor = work && { plugins: plan.plugins, folder: work.folder, user: userName() };
  return { url, port: number, storage: store.description, executor, close };
}

function share(
  { settings, authenticator, logger, ledger }: GatewayParts,
  connections: ConnectionLimit,
  socketOf: (request: IncomingMessage) => Socket,
): SharedParts {
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
      socketOf,
    }),
    requestId: requestIds(),
    log,
  };
}

function openWebSockets(
  { settings, authenticator, logger }: GatewayParts,
  shared: SharedParts,
): WebSockets {
  const { subscriptionsPerConnection, headersTimeout, requestBytes, heartbeatInterval } = settings;
  const protocol = graphqlSocketServer({
    ...shared,
    authenticator,
    subscriptionsPerConnection,
    initTimeout: headersTimeout,
  });
  return new WebSockets({ protocol, maxPayload: requestBytes, heartbeatInterval, logger });
}
