import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** Stands between a client and a gateway, and can cut the connections that go through it. */
export interface CuttingProxy {
  readonly url: string;
  /** Cuts every connection that is open, as a network does: with no word to either side. */
  cut(): void;
  /** How many connections have been opened in all. */
  connections(): number;
}

/** Starts a proxy in front of a gateway. It is closed with the test. */
export async function cuttingProxy(url: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((client) => {
    count++;
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  const address = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${address.port}`, cut, connections: () => count };
}
