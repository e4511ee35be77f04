import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { connect, constants } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openEventSource } from "../testing/event-source.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";

const run = '{project: "p", domain: "d", name: "r"}';

async function read(url: string): Promise<string> {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  return response.text();
}

/** The number that a line tells; undefined where there is no such line. */
function valueOf(text: string, line: string): number | undefined {
  const found = text.split("\n").find((each) => each.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
}

test("Metrics tell what became of reports, and what is open", async () => {
  const gateway = await startTestGateway();
  const fresh = await read(gateway.url);
  expect(valueOf(fresh, 'runledger_reports_total{outcome="moved"}')).toBe(0);
  expect(valueOf(fresh, 'runledger_watches{kind="actions"}')).toBe(0);

  const event = (phase: string): string =>
    `{event: {id: {run: ${run}, name: "a0"}, attempt: 1, phase: ${phase}}}`;
  await gateway.send(
    `mutation { reportEvents(input: {reports: [${event("RUNNING")}, ${event("RUNNING")}]}) { counts { count } } }`,
  );
  const events = openEventSource(
    gateway.url,
    `subscription { runActions(run: ${run}) { __typename } }`,
  );
  await events.next();

  const text = await read(gateway.url);
  expect(valueOf(text, 'runledger_reports_total{outcome="moved"}')).toBe(1);
  expect(valueOf(text, 'runledger_reports_total{outcome="duplicate"}')).toBe(1);
  expect(valueOf(text, 'runledger_transactions_total{result="committed"}')).toBeGreaterThan(0);
  expect(valueOf(text, 'runledger_watches{kind="actions"}')).toBe(1);
  expect(valueOf(text, 'runledger_views{state="watched"}')).toBe(1);
  expect(valueOf(text, "runledger_view_actions")).toBe(1);
  expect(valueOf(text, "runledger_connections")).toBeGreaterThan(0);
  expect(text).toMatch(/^runledger_build_info\{version="\d+\.\d+\.\d+"\} 1$/m);
  expect(valueOf(text, "process_resident_memory_bytes")).toBeGreaterThan(1e6);
});

test("Requests are timed under a bounded set of labels, and streams are left out", async () => {
  const gateway = await startTestGateway();
  await gateway.send("{ server { version } }");
  for (const path of ["/nowhere/1", "/nowhere/2?token=secret"]) await fetch(gateway.url + path);
  await fetch(`${gateway.url}/graphql`, { method: "DELETE" });
  await fetch(`${gateway.url}/healthz`);
  for (const method of ["Check", "Nothing"]) {
    await fetch(`${gateway.url}/grpc.health.v1.Health/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
  }
  const events = openEventSource(gateway.url, "subscription { runs { cursor } }");
  await events.next();
  events.source.close();

  const counts = async (): Promise<readonly string[]> =>
    (await read(gateway.url))
      .split("\n")
      .filter((line) => line.startsWith("runledger_http_request_duration_seconds_count"))
      .filter((line) => !line.includes("/metrics"))
      .map((line) => line.slice(line.indexOf("{")))
      .sort();
  const name = (path: string, method: string, status: string): string =>
    `{path="${path}",method="${method}",status="${status}"}`;
  // A request is counted when its connection has heard of the end, which may be after the client has.
  await vi.waitFor(async () => {
    expect(await counts()).toEqual([
      `${name("/graphql", "POST", "2xx")} 1`,
      `${name("/grpc.health.v1.Health/Check", "POST", "2xx")} 1`,
      `${name("/healthz", "GET", "2xx")} 1`,
      `${name("other", "GET", "4xx")} 2`,
      `${name("other", "POST", "4xx")} 1`,
      `${name("other", "other", "4xx")} 1`,
    ]);
  });
});

test("RPCs that stream are counted while they are open", async () => {
  const gateway = await startTestGateway();
  const path = "/flyteidl2.workflow.InternalRunService/RecordActionStream";
  const count = async (): Promise<number | undefined> =>
    valueOf(await read(gateway.url), `runledger_streams{path="${path}"}`);
  const session = connect(gateway.url);
  const stream = session.request({
    ":method": "POST",
    ":path": path,
    "content-type": "application/grpc",
    te: "trailers",
  });
  stream.on("error", () => undefined);
  await vi.waitFor(async () => expect(await count()).toBe(1));
  // The connection stays.
  stream.close(constants.NGHTTP2_CANCEL);
  await vi.waitFor(async () => expect(await count()).toBe(0));
  session.destroy();
});

test("Metrics ask for the token where the gateway asks for one, and can be left out", async () => {
  const authTokenFile = join(mkdtempSync(join(tmpdir(), "runledger-test-")), "tokens");
  writeFileSync(authTokenFile, "0123456789abcdef\n");
  const gateway = await startTestGateway({ authTokenFile });
  expect((await fetch(`${gateway.url}/metrics`)).status).toBe(401);
  const headers = { authorization: "Bearer 0123456789abcdef" };
  expect((await fetch(`${gateway.url}/metrics`, { headers })).status).toBe(200);

  const without = await startTestGateway({ metrics: false });
  expect((await fetch(`${without.url}/metrics`)).status).toBe(404);
});

test("docs/metrics.md lists every metric of the gateway's own, and no other", async () => {
  const gateway = await startTestGateway();
  const text = await read(gateway.url);
  const told = [...text.matchAll(/^# TYPE (runledger_\w+) (\w+)$/gm)].map(([, ...words]) =>
    words.join(" "),
  );
  const page = readFileSync(new URL("../../../../docs/metrics.md", import.meta.url), "utf8");
  const listed = [...page.matchAll(/^\| `(runledger_\w+)` \| (\w+) \|/gm)].map(([, ...words]) =>
    words.join(" "),
  );
  expect(new Set(listed)).toEqual(new Set(told));
});
