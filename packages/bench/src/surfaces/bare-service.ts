import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { AddressInfo, Server } from "node:net";
import type { ConnectRouter } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";

/** A service that does nothing, over one version of HTTP. */
export interface BareService {
  readonly url: string;
  close(): void;
}

/** Serves methods with Connect's library on Node's own server: what protobuf and HTTP cost by themselves. */
export function openBareService(
  isHttp2: boolean,
  routes: (router: ConnectRouter) => void,
): Promise<BareService> {
  const handle = connectNodeAdapter({ routes });
  return listening(isHttp2 ? createHttp2Server(handle) : createHttpServer(handle));
}

/** Has a server listen on a port of this machine that is free. */
export async function listening(server: Server): Promise<BareService> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
