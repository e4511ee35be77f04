// The same calls by every protocol: a call, a refusal, a stream, a stream that is broken off, a message that is too long.

import { connect as connectHttp2 } from "node:http2";
import { Writable } from "node:stream";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { ProjectService } from "@runledger/proto/flyteidl2/project";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { protocols } from "../testing/rpc-transport.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";

const id = { project: "p", domain: "d", name: "r" };
const taskSpec = { case: "taskSpec", value: { shortName: "train" } } as const;

/** Calls, and says with which code that failed. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "none";
  } catch (error) {
    return error instanceof ConnectError ? Code[error.code] : String(error);
  }
}

describe.each(Object.entries(protocols))("%s", (_, transport) => {
  test("a call is answered, and a refusal has its code and says what is wrong", async () => {
    const { url } = await startTestGateway();
    const runs = createClient(RunService, transport(url));
    const created = await runs.createRun({ id: { case: "runId", value: id }, task: taskSpec });
    expect(created.run?.action?.id?.run?.name).toBe("r");
    expect((await runs.listRuns({})).runs).toHaveLength(1);
    const again = runs.createRun({ id: { case: "runId", value: id }, task: taskSpec });
    await expect(again).rejects.toMatchObject({
      code: Code.AlreadyExists,
      rawMessage: expect.stringContaining("There is a run p/d/r already"),
    });
    expect(await codeOf(runs.getRunDetails({ runId: { ...id, name: "none" } }))).toBe("NotFound");
    expect(await codeOf(runs.getRunDetails({}))).toBe("InvalidArgument");
  });

  test("a stream ends by itself, and one that is broken off is let go of", async () => {
    const { url } = await startTestGateway();
    const runs = createClient(RunService, transport(url));
    await runs.createRun({ id: { case: "runId", value: id }, task: taskSpec });
    const phases: number[] = [];
    for await (const { details } of runs.watchRunDetails({ runId: id })) {
      phases.push(details?.action?.status?.phase ?? 0);
      if (phases.length === 1) await runs.abortRun({ runId: id });
    }
    expect(phases).toEqual([1, 7]);
    const gone = new AbortController();
    const watch = runs.watchRuns({}, { signal: gone.signal })[Symbol.asyncIterator]();
    expect((await watch.next()).value?.runs).toHaveLength(1);
    gone.abort();
    expect(await codeOf(watch.next())).toBe("Canceled");
  });

  test("a message may have so many bytes", async () => {
    const { url } = await startTestGateway({ requestBytes: 4096 });
    const runs = createClient(RunService, transport(url));
    const filters = [{ field: "name", values: Array.from({ length: 100 }, () => "x".repeat(100)) }];
    // What a GET carries stands in its URL: that is too long for a header before it is too long for a message.
    expect(await codeOf(runs.listRuns({ request: { filters } }))).not.toBe("none");
    expect((await runs.listRuns({})).runs).toEqual([]);
  });
});

describe("a deadline", () => {
  test("that passes ends a stream, and the client is told that it has", async () => {
    const { url } = await startTestGateway();
    const runs = createClient(RunService, createGrpcTransport({ baseUrl: url }));
    const watch = runs.watchRuns({}, { timeoutMs: 300 })[Symbol.asyncIterator]();
    await watch.next();
    expect(await codeOf(watch.next())).toBe("DeadlineExceeded");
  });
});

test("A client that breaks a stream off is no mistake of the gateway's: nothing is logged", async () => {
  const logged: string[] = [];
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(line.toString());
      done();
    },
  });
  const gateway = await startTestGateway({ logger: pino({ level: "warn" }, stream) });
  const session = connectHttp2(gateway.url);
  session.on("error", () => undefined);
  for (const path of [
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    "/flyteidl2.workflow.InternalRunService/RecordActionEventStream",
    "/flyteidl2.workflow.RunService/ListRuns",
  ]) {
    const call = session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
    });
    call.on("error", () => undefined);
    // The envelope of a message that never comes whole.
    await new Promise((resolve) => call.write(Buffer.from([0, 0, 0, 0, 9]), resolve));
  }
  const runs = createClient(RunService, createGrpcTransport({ baseUrl: gateway.url }));
  await runs.listRuns({});
  session.destroy();
  await runs.listRuns({});
  await gateway.close();
  expect(logged).toEqual([]);
});

describe("an unknown method", () => {
  test.each([
    ["application/grpc", 200, "12", undefined],
    ["application/grpc-web+proto", 200, "12", undefined],
    ["application/json", 404, null, "unimplemented"],
    ["application/proto", 404, null, "unimplemented"],
  ])("is refused in the words of %s", async (type, status, grpcStatus, code) => {
    const { url } = await startTestGateway();
    const response = await fetch(`${url}/some.Service/Method`, {
      method: "POST",
      headers: { "content-type": type },
      body: "",
    });
    expect(response.status).toBe(status);
    expect(response.headers.get("grpc-status")).toBe(grpcStatus);
    const text = await response.text();
    expect(text === "" ? undefined : JSON.parse(text).code).toBe(code);
  });

  test("of a known service is refused too, and so is one that isn't implemented", async () => {
    const { url } = await startTestGateway();
    const post = (path: string): Promise<Response> =>
      fetch(`${url}/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
    expect(await (await post("flyteidl2.workflow.RunService/Nothing")).json()).toMatchObject({
      code: "unimplemented",
      message: expect.stringContaining("has no method Nothing"),
    });
    expect(await (await post("flyteidl2.secret.SecretService/ListSecrets")).json()).toMatchObject({
      code: "unimplemented",
    });
  });
});

describe("whom the gateway keeps out", () => {
  test("is told so in the words of the protocol", async () => {
    const { url } = await startTestGateway();
    const headers = { "content-type": "application/json", origin: "https://elsewhere.example" };
    const response = await fetch(`${url}/flyteidl2.workflow.RunService/ListRuns`, {
      method: "POST",
      headers,
      body: "{}",
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "permission_denied" });
  });

  test("isn't a page of an origin that was named", async () => {
    const origin = "https://console.example";
    const { url } = await startTestGateway({ corsOrigins: [origin] });
    const asked = await fetch(`${url}/flyteidl2.workflow.RunService/ListRuns`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get("access-control-allow-headers")).toContain("X-Grpc-Web");
    const answered = await fetch(`${url}/flyteidl2.workflow.RunService/ListRuns`, {
      method: "POST",
      headers: { origin, "content-type": "application/json" },
      body: "{}",
    });
    expect(answered.headers.get("access-control-allow-origin")).toBe(origin);
    expect(answered.headers.get("access-control-expose-headers")).toContain("Grpc-Status");
  });
});

test("services of one's own are served beside the gateway's, and in their place", async () => {
  const { url } = await startTestGateway({
    services: (router) => router.service(RunService, { getRunDetails: () => ({ details: {} }) }),
  });
  const runs = createClient(RunService, createGrpcTransport({ baseUrl: url }));
  expect(await runs.getRunDetails({ runId: id })).toMatchObject({ details: {} });
  expect(await codeOf(runs.listRuns({}))).toBe("Unimplemented");
  // What stands around every method stands around these.
  expect(await codeOf(runs.getRunDetails({}))).toBe("InvalidArgument");
  const projects = createClient(ProjectService, createGrpcTransport({ baseUrl: url }));
  expect(await codeOf(projects.listProjects({}))).toBe("none");
});
