// What clients send that is wrong, in each protocol: a code and a message that help, and nothing kept for it.

import { once } from "node:events";
import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { create, toBinary } from "@bufbuild/protobuf";
import { Code, createClient } from "@connectrpc/connect";
import { type ActionPhase, ActionEventSchema } from "@runledger/proto";
import {
  InternalRunService,
  RecordActionEventsRequestSchema,
  RunService,
} from "@runledger/proto/flyteidl2/workflow";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { memoryInUse } from "../testing/memory-in-use.ts";
import { protocols } from "../testing/rpc-transport.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";

const run = { project: "p", domain: "d", name: "r" };
/** A number that no phase has, as a client has it whose protocol is newer. */
const UNKNOWN = 77 as ActionPhase;
const MEGABYTE = 2 ** 20;

/** Opens a connection over HTTP/2, until the test is over. */
function open(url: string): ClientHttp2Session {
  const session = connectHttp2(url);
  session.on("error", () => undefined);
  onTestFinished(() => session.destroy());
  return session;
}

/** Sends the bytes of a gRPC request, and gives the status and the message that it ends with. */
async function grpc(session: ClientHttp2Session, bytes: Uint8Array, ends: boolean) {
  const stream = session.request({
    ":method": "POST",
    ":path": "/flyteidl2.workflow.InternalRunService/RecordActionEvents",
    "content-type": "application/grpc",
    te: "trailers",
  });
  stream.on("error", () => undefined);
  const told: Record<string, unknown> = {};
  stream.on("response", (headers) => Object.assign(told, headers));
  stream.on("trailers", (headers) => Object.assign(told, headers));
  stream.resume();
  stream.write(bytes);
  if (ends) stream.end();
  // A client that has its answer sends no more.
  await Promise.race([once(stream, "end"), once(stream, "close")]);
  stream.close();
  return { code: Number(told["grpc-status"]), message: String(told["grpc-message"]) };
}

/** Puts a message into an envelope that says how long it is, or something else. */
function envelope(message: Uint8Array, length = message.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

const sound = toBinary(
  RecordActionEventsRequestSchema,
  create(RecordActionEventsRequestSchema, {
    events: [create(ActionEventSchema, { id: { run, name: "a0" }, attempt: 1, phase: 4 })],
  }),
);

describe.each(Object.entries(protocols))("%s", (_, transport) => {
  test("an identifier that is none is told by its field, and an enum's unknown number by its report", async () => {
    const { url } = await startTestGateway();
    const runs = createClient(RunService, transport(url));
    const runId = { ...run, name: "Not A Name!" };
    const task = { case: "taskSpec", value: {} } as const;
    await expect(
      runs.createRun({ id: { case: "runId", value: runId }, task }),
    ).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: expect.stringMatching(/name/),
    });
    const engine = createClient(InternalRunService, transport(url));
    const events = [UNKNOWN, 4 as ActionPhase].map((phase) => ({
      id: { run, name: "a0" },
      attempt: 1,
      phase,
    }));
    const { status } = await engine.recordActionEvents({ events });
    expect(status).toMatchObject({ code: Code.InvalidArgument });
    expect(status?.message).toMatch(/events\[0\].*77/);
    // The other one is committed.
    expect((await runs.getRunDetails({ runId: run })).details?.action?.status?.phase).toBe(4);
  });
});

describe("a gRPC frame", () => {
  test("that ends too early is refused, and the connection goes on", async () => {
    const { url } = await startTestGateway();
    const session = open(url);
    const cut = await grpc(session, envelope(sound).subarray(0, -3), true);
    expect([Code.InvalidArgument, Code.DataLoss]).toContain(cut.code);
    expect(cut.message).not.toBe("");
    expect((await grpc(session, envelope(sound), true)).code).toBe(0);
  });

  test("that says it is longer than may be is refused before it has come", async () => {
    const { url } = await startTestGateway();
    const session = open(url);
    const before = memoryInUse();
    // Four gigabytes are announced, and none of them come.
    const refused = await grpc(session, envelope(sound, 0xffff_ffff), false);
    expect(refused.code).toBe(Code.ResourceExhausted);
    expect(refused.message).toMatch(/larger/);
    expect(memoryInUse() - before).toBeLessThan(16 * MEGABYTE);
    expect((await grpc(session, envelope(sound), true)).code).toBe(0);
  });
});

test("A connection whose client has gone without a word is closed, and its watch let go of", async () => {
  const gateway = await startTestGateway({ heartbeatInterval: 300 });
  const runs = createClient(RunService, protocols["gRPC, HTTP/2"](gateway.url));
  await runs.createRun({
    id: { case: "runId", value: run },
    task: { case: "taskSpec", value: {} },
  });
  // Between the two stands a network that can lose all that the client sends, and tell nobody.
  let isLost = false;
  const ends: Socket[] = [];
  const network = createServer((client) => {
    const server = connect(gateway.port, "127.0.0.1");
    ends.push(client, server);
    client.on("data", (chunk) => isLost || server.write(chunk));
    server.on("data", (chunk) => client.write(chunk));
    for (const end of [client, server]) end.on("error", () => undefined);
  });
  network.listen(0, "127.0.0.1");
  await once(network, "listening");
  onTestFinished(() => {
    for (const end of ends) end.destroy();
    network.close();
  });
  const session = open(`http://127.0.0.1:${(network.address() as AddressInfo).port}`);
  const watch = session.request({
    ":method": "POST",
    ":path": "/flyteidl2.workflow.RunService/WatchRuns",
    "content-type": "application/grpc",
    te: "trailers",
  });
  watch.on("error", () => undefined);
  watch.end(Buffer.alloc(5));
  await once(watch, "data");
  const streams = async (): Promise<number> => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    return Number(/^runledger_streams\{.*WatchRuns"\} (\d+)$/m.exec(text)?.[1] ?? 0);
  };
  expect(await streams()).toBe(1);
  // From now on pings aren't answered, and the connection isn't closed.
  isLost = true;
  await vi.waitFor(async () => expect(await streams()).toBe(0), { timeout: 30_000 });
});
