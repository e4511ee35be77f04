// What bytes can do to the port: none of it may hang, and none may touch the others.

import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { connect as connectHttp2 } from "node:http2";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { Code, createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { describe, expect, test, vi } from "vitest";
import { selfSigned } from "../../../../scripts/testing/self-signed.ts";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";
import { memoryInUse } from "../testing/memory-in-use.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";

/** How many streams are kept open at a time. RUNLEDGER_IDLE_STREAMS=10000 is the whole test. */
const idleStreams = Number(process.env["RUNLEDGER_IDLE_STREAMS"] ?? 1000);

/** What a stream that is open and idle may take of memory, at both of its ends together. */
const IDLE_STREAM_BYTES = 98_304;

const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/** Sends bytes, and collects what comes until the other side closes. */
async function exchange(port: number, ...parts: readonly string[]): Promise<Buffer> {
  const socket: Socket = connect(port, "127.0.0.1");
  const received: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => received.push(chunk));
  socket.on("error", () => undefined);
  // Not `once` of events, which rejects where the other side closed while this one wrote.
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await once(socket, "connect");
  socket.setNoDelay(true);
  for (const part of parts) {
    await new Promise((resolve) => socket.write(part, "latin1", () => resolve(undefined)));
    // Each part leaves by itself.
    await new Promise(setImmediate);
  }
  await closed;
  return Buffer.concat(received);
}

describe("the port", () => {
  test.each([
    ["nothing", []],
    ["half a preface", ["PRI * HTTP/2.0\r\n"]],
    ["a preface and no more", [preface]],
    ["half a request", ["GET / HTTP/1.1\r\n"]],
  ])("closes a connection that sends %s", async (_, parts) => {
    const { port } = await startTestGateway({ headersTimeout: 200, idleTimeout: 200 });
    const answer = await exchange(port, ...parts);
    expect(answer.toString()).not.toMatch(/^HTTP\/1.1 200/);
  });

  test("answers garbage with a refusal, byte by byte too", async () => {
    const { port } = await startTestGateway();
    const garbage = "PRI is no method of HTTP/1\r\n\r\n";
    expect((await exchange(port, garbage)).toString()).toMatch(/^HTTP\/1.1 400 /);
    expect((await exchange(port, ...garbage.split(""))).toString()).toMatch(/^HTTP\/1.1 400 /);
  });

  test("takes a request and a preface that come byte by byte", async () => {
    const { port } = await startTestGateway({ idleTimeout: 300 });
    const request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    expect((await exchange(port, ...request.split(""))).toString()).toMatch(/^HTTP\/1.1 200 OK/);
    // The server's own preface: a SETTINGS frame (type 4) on stream 0.
    const answer = await exchange(port, ...preface.split(""), "\0\0\0\x04\0\0\0\0\0");
    expect(answer[3]).toBe(4);
  });

  test("takes frames of HTTP/2 that are none, and serves others meanwhile", async () => {
    const { port, url } = await startTestGateway();
    const frames = "\xff".repeat(64);
    await exchange(port, preface, frames);
    await exchange(port, preface, "\0\0\0\x04\0\0\0\0\0", frames);
    const runs = createClient(RunService, createGrpcTransport({ baseUrl: url }));
    expect((await runs.listRuns({})).runs).toEqual([]);
  });

  test("cuts off a request over HTTP/2 whose body never ends", async () => {
    const { url } = await startTestGateway({ requestTimeout: 200 });
    const session = connectHttp2(url);
    session.on("error", () => undefined);
    const stream = session.request({
      ":method": "POST",
      ":path": "/flyteidl2.workflow.RunService/ListRuns",
      "content-type": "application/grpc",
      te: "trailers",
    });
    stream.on("error", () => undefined);
    stream.write(Buffer.from([0, 0, 0]));
    await once(stream, "close");
    expect(stream.destroyed).toBe(true);
    session.destroy();
  });

  test("answers an offer to upgrade to HTTP/2 over HTTP/1", async () => {
    const { port } = await startTestGateway();
    const request =
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n";
    // Node 22 has no switch for that: there it is refused, and not taken for a WebSocket.
    expect((await exchange(port, request)).toString()).toMatch(/^HTTP\/1.1 (200|404) /);
  });

  test("serves GraphQL over HTTP/2 as well", async () => {
    const { url } = await startTestGateway();
    const session = connectHttp2(url);
    const stream = session.request({
      ":method": "POST",
      ":path": "/graphql",
      "content-type": "application/json",
    });
    stream.end(JSON.stringify({ query: "{ runs { nodes { name } } }" }));
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toEqual({ data: { runs: { nodes: [] } } });
    session.close();
  });

  test(`keeps ${idleStreams} idle streams in bounded memory, and lets go of them`, async () => {
    const connections = 10;
    const each = Math.ceil(idleStreams / connections);
    const gateway = await startTestGateway({ streamsPerConnection: each });
    const open = async (): Promise<number> => {
      const text = await (await fetch(`${gateway.url}/metrics`)).text();
      return Number(/^runledger_streams\{.*\} (\d+)$/m.exec(text)?.[1] ?? 0);
    };
    const runs = createClient(RunService, createGrpcTransport({ baseUrl: gateway.url }));
    expect((await runs.listRuns({})).runs).toEqual([]);
    const before = memoryInUse();
    const sessions = Array.from({ length: connections }, () => connectHttp2(gateway.url));
    for (const session of sessions) {
      session.on("error", () => undefined);
      for (let i = 0; i < each; i++) {
        const stream = session.request({
          ":method": "POST",
          ":path": "/flyteidl2.workflow.InternalRunService/RecordActionStream",
          "content-type": "application/grpc",
          te: "trailers",
        });
        stream.on("error", () => undefined);
      }
    }
    // They are all open at the same time, and others are served.
    await vi.waitFor(async () => expect(await open()).toBe(each * connections), {
      timeout: 90_000,
    });
    expect((await runs.listRuns({})).runs).toEqual([]);
    // Of the client, which is in this process too, and of the gateway.
    expect((memoryInUse() - before) / (each * connections)).toBeLessThan(IDLE_STREAM_BYTES);
    for (const session of sessions) session.destroy();
    await vi.waitFor(async () => expect(await open()).toBe(0), { timeout: 90_000 });
    expect((await runs.listRuns({})).runs).toEqual([]);
  }, 240_000);

  test("comes to an end in time though a client neither reads nor goes", async () => {
    const gateway = await startTestGateway({ shutdownTimeout: 300 });
    const baseUrl = gateway.url;
    const transport = createConnectTransport({ baseUrl, httpVersion: "2" });
    const runs = createClient(RunService, transport);
    const watch = runs.watchRuns({})[Symbol.asyncIterator]();
    expect((await watch.next()).done).toBe(false);
    await gateway.close();
  });

  test("ends open streams when the gateway is stopped", async () => {
    const gateway = await startTestGateway();
    const runs = createClient(RunService, createGrpcTransport({ baseUrl: gateway.url }));
    const watch = runs.watchRuns({})[Symbol.asyncIterator]();
    await watch.next();
    const ended = watch.next().catch((error: unknown) => error);
    await gateway.close();
    expect(await ended).toMatchObject({ code: Code.Unavailable });
  });
});

describe("TLS", () => {
  /** Connects, and says whose certificate it is and which protocol was agreed on. */
  async function peer(port: number, protocol: string): Promise<readonly [string, unknown]> {
    const socket = connectTls({
      port,
      host: "127.0.0.1",
      rejectUnauthorized: false,
      ALPNProtocols: [protocol],
    });
    await once(socket, "secureConnect");
    const { subject } = socket.getPeerCertificate();
    const agreed = socket.alpnProtocol;
    socket.destroy();
    return [String(subject.CN), agreed];
  }

  test("serves both, by what was agreed on, and takes a new certificate without a restart", async () => {
    const folder = temporaryFolder({});
    selfSigned(folder, "first");
    const gateway = await startTestGateway({
      tlsCertificateFile: join(folder, "cert.pem"),
      tlsKeyFile: join(folder, "key.pem"),
    });
    expect(gateway.url).toMatch(/^https:/);
    expect(await peer(gateway.port, "h2")).toEqual(["first", "h2"]);
    expect(await peer(gateway.port, "http/1.1")).toEqual(["first", "http/1.1"]);
    const ca = readFileSync(join(folder, "cert.pem"));
    const transport = createGrpcTransport({ baseUrl: gateway.url, nodeOptions: { ca } });
    const runs = createClient(RunService, transport);
    expect((await runs.listRuns({})).runs).toEqual([]);
    writeFileSync(join(folder, "cert.pem"), "no certificate");
    selfSigned(folder, "second");
    await vi.waitFor(async () => expect(await peer(gateway.port, "h2")).toEqual(["second", "h2"]), {
      timeout: 30_000,
      interval: 200,
    });
    // What was open goes on.
    expect((await runs.listRuns({})).runs).toEqual([]);
  }, 60_000);

  test.each([
    [{ tlsKeyFile: "key.pem" }, "--tls-key-file is set and --tls-certificate-file isn't"],
    [
      { tlsCertificateFile: "/no/cert.pem", tlsKeyFile: "/no/key.pem" },
      "/no/cert.pem cannot be read",
    ],
  ])("can't be had with %j", async (settings, problem) => {
    await expect(startTestGateway(settings)).rejects.toMatchObject({
      problems: [expect.stringContaining(problem)],
    });
  });
});
