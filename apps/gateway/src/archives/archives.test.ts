import { gzipSync } from "node:zlib";
import { checkArchive } from "@runledger/archive";
import { expect, test } from "vitest";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";
import { storyRun as run, tell } from "../testing/story.ts";

const path = `/archives/${run.project}/${run.domain}/${run.name}`;

async function settle(gateway: TestGateway): Promise<void> {
  await tell(gateway, [
    { action: "x", phase: "RUNNING" },
    { action: "x", phase: "SUCCEEDED" },
    { action: "a0", phase: "SUCCEEDED" },
  ]);
}

async function bytesOf(gateway: TestGateway, suffix = ""): Promise<Buffer> {
  const response = await fetch(`${gateway.url}${path}${suffix}`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/gzip");
  return Buffer.from(await response.arrayBuffer());
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

/** Asks, and gives the status and what stands in the answer. */
async function ask(url: string, options: RequestInit = {}) {
  const response = await fetch(url, options);
  const body: unknown = await response.json();
  return { status: response.status, body };
}

const everything = `query ($run: RunIdentifierInput!) {
  run(run: $run) { settled
    actions(first: 10) { edges { node { name phase } } }
    events(first: 10) { edges { node { revision outcome receivedTime event { attempt phase version producer } } } } }
}`;

test("A run's archive is read from one gateway and imported into another, where it is the same", async () => {
  const [from, to] = [await startTestGateway(), await startTestGateway()];
  await settle(from);
  const bytes = await bytesOf(from, "?revision=4");
  expect(await checkArchive(only(bytes))).toMatchObject({
    run: { name: run.name },
    ...{ revision: 4, actions: 2, reports: 4 },
  });
  const post = () => ask(`${to.url}/archives/`, { method: "POST", body: new Uint8Array(bytes) });
  expect(await post()).toEqual({
    status: 200,
    body: {
      data: { importArchive: { kind: "imported", run, revision: 4, actions: 2, reports: 4 } },
    },
  });
  const [there, here] = [await from.send(everything, { run }), await to.send(everything, { run })];
  expect(here.data.run.events.edges).toHaveLength(4);
  expect(here).toMatchObject({ data: there.data, errors: [] });
  expect(await post()).toMatchObject({
    status: 200,
    body: {
      data: { importArchive: { kind: "exists", message: expect.stringContaining("stays") } },
    },
  });
});

test("What can't be archived is told, and so is what can't be imported", async () => {
  const gateway = await startTestGateway({ archiveBytes: 2000 });
  await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
  const errorOf = (code: string, message: string) => ({
    errors: [{ message: expect.stringContaining(message), extensions: { code } }],
  });
  const get = (suffix: string) => ask(`${gateway.url}${suffix}`);
  expect(await get(path)).toMatchObject({
    status: 400,
    body: errorOf("BAD_INPUT", "hasn't settled: 1 of its actions are open"),
  });
  await tell(gateway, [{ action: "a0", phase: "SUCCEEDED" }]);
  expect(await get(`${path}?revision=1`)).toMatchObject({
    status: 400,
    body: errorOf("BAD_INPUT", "Look again"),
  });
  expect(await get(`${path}?revision=x`)).toMatchObject({
    status: 400,
    body: errorOf("BAD_INPUT", 'revision is "x"'),
  });
  expect(await get(`${path}x`)).toMatchObject({ status: 404 });
  expect(await get("/archives/a/b")).toMatchObject({ status: 404 });
  expect(await get("/archives/a/%ff/b")).toMatchObject({ status: 400 });

  const bytes = await bytesOf(gateway);
  const post = (body: Uint8Array, suffix = "") =>
    ask(`${gateway.url}/archives/${suffix}`, { method: "POST", body: new Uint8Array(body) });
  const flipped = Buffer.from(bytes);
  flipped[40] = (flipped[40] ?? 0) ^ 255;
  const cases: [Uint8Array, string][] = [
    [bytes.subarray(0, -20), "was cut"],
    [flipped, "damaged"],
    [Buffer.from("hello, hello, hello"), "no archive of a run"],
    [gzipSync("hello, hello, hello"), "no archive of a run"],
    [new Uint8Array(), "no archive of a run"],
  ];
  for (const [body, message] of cases) {
    expect(await post(body), message).toMatchObject({
      status: 400,
      body: errorOf("BAD_INPUT", message),
    });
  }
  expect(await post(new Uint8Array(2001))).toMatchObject({
    status: 400,
    body: errorOf("LIMIT_EXCEEDED", "--archive-bytes"),
  });
  expect(await post(bytes, "p/d/n")).toMatchObject({ status: 404 });
});

test("Archives are data: without a token none is given or taken", async () => {
  const { mkdtempSync, rmSync, writeFileSync } = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const folder = mkdtempSync(`${tmpdir()}/runledger-tokens-`);
  writeFileSync(`${folder}/tokens`, "a-token-that-is-long-enough\n");
  const gateway = await startTestGateway({ authTokenFile: `${folder}/tokens` });
  rmSync(folder, { recursive: true });
  expect(await ask(`${gateway.url}${path}`)).toMatchObject({ status: 401 });
  const post = { method: "POST", body: "x" };
  expect(await ask(`${gateway.url}/archives/`, post)).toMatchObject({ status: 401 });
});
