import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** What a proxy does with what passes. Whatever isn't given lets everything through. */
export interface WireRules {
  /** Sees what a program sends. False: both ends are cut instead of handing it on. */
  sent?: (data: Buffer) => boolean;
  /** Changes what the server answers. Undefined: both ends are cut instead. */
  answered?: (data: Buffer) => Buffer | undefined;
}

/** A wire between a program and a server that can be cut, and worse. */
export interface WireProxy {
  /** The address of the database over this wire. */
  readonly url: string;
  /** What happens to what passes from now on. */
  rules: WireRules;
  /** Whether nobody is let through any more. */
  isClosed: boolean;
  /** Whether what is sent disappears, and nobody is told. */
  isBlackHole: boolean;
  /** How many connections there were. */
  readonly connections: number;
  /** Has everything disappear that is sent over the connections that there are, for good, and nobody told. Others work. */
  swallow(): void;
  /** Cuts every connection. */
  cut(): void;
  /** Leads new connections to another server. */
  lead(url: string): void;
}

/** Opens a wire to a database, until the test is over. */
export async function wireProxy(databaseUrl: string): Promise<WireProxy> {
  const url = new URL(databaseUrl);
  let target = { host: url.hostname, port: Number(url.port) };
  const sockets = new Set<Socket>();
  const swallowed = new WeakSet<Socket>();
  let connections = 0;
  const server = createServer((program) => {
    connections += 1;
    if (proxy.isClosed) {
      program.destroy();
      return;
    }
    const far = connect(target);
    const cut = (): void => {
      program.destroy();
      far.destroy();
    };
    const isSilent = (): boolean => proxy.isBlackHole || swallowed.has(program);
    for (const socket of [program, far]) {
      sockets.add(socket);
      socket.on("error", cut).on("close", () => {
        sockets.delete(socket);
        if (!isSilent()) cut();
      });
    }
    program.on("data", (data) => {
      if (isSilent()) return;
      if (proxy.rules.sent?.(data) === false) cut();
      else far.write(data);
    });
    far.on("data", (data) => {
      if (isSilent() || program.destroyed) return;
      const answer = proxy.rules.answered === undefined ? data : proxy.rules.answered(data);
      if (answer === undefined) cut();
      else program.write(answer);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url.port = String((server.address() as AddressInfo).port);
  const proxy = {
    url: url.href,
    rules: {} as WireRules,
    isClosed: false,
    isBlackHole: false,
    get connections() {
      return connections;
    },
    swallow() {
      for (const socket of sockets) swallowed.add(socket);
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    lead(other: string) {
      const { hostname: host, port } = new URL(other);
      target = { host, port: Number(port) };
    },
  };
  onTestFinished(() => {
    proxy.isBlackHole = false;
    server.close();
    proxy.cut();
  });
  return proxy;
}
