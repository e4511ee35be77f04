import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { create, toBinary } from "@bufbuild/protobuf";
import { Code, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { LiteralSchema } from "@runledger/proto";
import { ClusterService } from "@runledger/proto/flyteidl2/cluster";
import { ArtifactType, DataProxyService } from "@runledger/proto/flyteidl2/dataproxy";
import { OutputsSchema, TaskService } from "@runledger/proto/flyteidl2/task";
import { RunLogsService, RunService } from "@runledger/proto/flyteidl2/workflow";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../scripts/testing/temporary-folder.ts";
import { startTestGateway } from "../../testing/start-test-gateway.ts";

const run = { project: "p", domain: "d", name: "r" };
const a0 = { run, name: "a0" };
const taskSpec = { case: "taskSpec", value: { shortName: "train" } } as const;
const md5 = (text: string) => createHash("md5").update(text).digest();
const literal = create(LiteralSchema, {
  value: {
    case: "scalar",
    value: { value: { case: "primitive", value: { value: { case: "integer", value: 7n } } } },
  },
});
const inputs = { literals: [{ name: "x", value: literal }] };

async function open(options: object = {}) {
  const dataDir = temporaryFolder();
  const blobs = join(dataDir, "blobs");
  const { send, url } = await startTestGateway({ dataDir, blobs, ...options });
  const transport = createConnectTransport({ baseUrl: url, httpVersion: "1.1" });
  return {
    url,
    send,
    dataDir,
    data: createClient(DataProxyService, transport),
    runs: createClient(RunService, transport),
    logs: createClient(RunLogsService, transport),
    tasks: createClient(TaskService, transport),
    clusters: createClient(ClusterService, transport),
  };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** Reports on the root action of the run. */
async function report({ send }: Opened, phase: string, more: object = {}) {
  const event = { id: { run, name: "a0" }, attempt: 1, phase, ...more };
  const { data } = await send(
    "mutation ($reports: [ReportInput!]!) { reportEvents(input: {reports: $reports}) { counts { outcome count } } }",
    { reports: [{ event }] },
  );
  expect(data.reportEvents.counts).toEqual([{ outcome: "MOVED", count: 1 }]);
}

async function upload({ data }: Opened, root: string, filename: string, content: string) {
  const answer = await data.createUploadLocation({
    project: "p",
    domain: "d",
    filenameRoot: root,
    filename,
    contentMd5: md5(content),
    contentLength: BigInt(content.length),
  });
  const response = await fetch(answer.signedUrl, {
    method: "PUT",
    headers: answer.headers,
    body: content,
  });
  return { ...answer, status: response.status };
}

test("a client is told to send everything here", async () => {
  const { clusters } = await open();
  expect(await clusters.selectCluster({})).toMatchObject({ clusterEndpoint: "" });
});

test("a file is uploaded to an address that takes that file and no other", async () => {
  const opened = await open();
  const { nativeUrl, signedUrl, status } = await upload(opened, "", "code v1.tar.gz", "content");
  expect(status).toBe(200);
  expect(signedUrl.startsWith(`${opened.url}/blobs/uploads/p/d/`)).toBe(true);
  expect(nativeUrl.startsWith("file://")).toBe(true);
  const put = (body: string) => fetch(signedUrl, { method: "PUT", body });
  expect((await put("contenT")).status).toBe(400);
  expect(await (await put("content!")).json()).toMatchObject({
    errors: [{ message: expect.stringContaining("more than the 7 bytes") }],
  });
  expect((await fetch(signedUrl)).status).toBe(403);
  expect(
    (await fetch(signedUrl.replace("code", "c0de"), { method: "PUT", body: "content" })).status,
  ).toBe(403);
});

test("a name that leads elsewhere stays below its project", async () => {
  const opened = await open();
  const { nativeUrl, status } = await upload(opened, "../../../../etc", "../passwd", "x");
  expect(status).toBe(200);
  expect(
    fileURLToPath(nativeUrl).startsWith(join(opened.dataDir, "blobs", "uploads", "p", "d")),
  ).toBe(true);
});

test("what is wrong with a request to upload is said", async () => {
  const { data } = await open();
  for (const [request, field] of [
    [{ domain: "d", filename: "f", contentMd5: md5("x") }, "project"],
    [{ project: "p", filename: "f", contentMd5: new Uint8Array(3) }, "content_md5 has 3 bytes"],
    [{ project: "p", filename: "f" }, "filename_root or content_md5"],
    [
      { project: "p", filename: "f", contentMd5: md5("x"), expiresIn: { seconds: 700_000n } },
      "expires_in is 700000",
    ],
  ] as const)
    await expect(data.createUploadLocation(request)).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: expect.stringContaining(field),
    });
});

test("a run of a deployed task is created with uploaded inputs, which come back with its outputs", async () => {
  const opened = await open();
  const { data, runs, tasks } = opened;
  const id = { project: "p", domain: "d", name: "train", version: "1" };
  const projectId = { case: "projectId", value: { name: "p", domain: "d" } } as const;
  const task = { case: "taskId", value: id } as const;
  await expect(data.uploadInputs({ id: projectId, task, inputs })).rejects.toMatchObject({
    code: Code.NotFound,
  });
  await tasks.deployTask({ taskId: id, spec: taskSpec.value });
  const { offloadedInputData } = await data.uploadInputs({ id: projectId, task, inputs });
  expect(offloadedInputData?.inputsHash).not.toBe("");
  await runs.createRun({
    id: { case: "runId", value: run },
    task,
    inputWrapper: { case: "offloadedInputData", value: { uri: offloadedInputData?.uri ?? "" } },
  });
  expect(await data.getActionData({ actionId: a0 })).toMatchObject({
    inputs,
    inputsUri: expect.stringMatching(/inputs\.pb$/),
  });
  await report(opened, "RUNNING");
  const outputs = toBinary(OutputsSchema, create(OutputsSchema, inputs));
  const { nativeUrl } = await upload(
    opened,
    "tracked-runs/r/a0/1",
    "outputs.pb",
    Buffer.from(outputs).toString("latin1"),
  );
  await report(opened, "SUCCEEDED", { outputs: { outputUri: nativeUrl } });
  expect(await data.getActionData({ actionId: a0 })).toMatchObject({
    inputs,
    outputs: inputs,
    outputsUri: nativeUrl,
  });
  // The call that older clients make tells the same, but for where it lies.
  expect(await runs.getActionData({ actionId: a0 })).toMatchObject({ inputs, outputs: inputs });
});

test("inputs that come with the request are kept", async () => {
  const { data, runs } = await open();
  await runs.createRun({
    id: { case: "runId", value: run },
    task: taskSpec,
    inputWrapper: { case: "inputs", value: inputs },
  });
  expect(await data.getActionData({ actionId: a0 })).toMatchObject({ inputs });
});

test("inputs of which nobody has said where they lie are found where flyte-sdk puts them", async () => {
  const opened = await open();
  await opened.runs.createRun({ id: { case: "runId", value: run }, task: taskSpec });
  expect((await opened.data.getActionData({ actionId: a0 })).inputs).toBeUndefined();
  const bytes = toBinary(OutputsSchema, create(OutputsSchema, inputs));
  await upload(opened, "tracked-runs/r/a0", "inputs.pb", Buffer.from(bytes).toString("latin1"));
  expect(await opened.data.getActionData({ actionId: a0 })).toMatchObject({ inputs });
});

test("inputs that lie elsewhere, and those that are gone, are not found by name", async () => {
  for (const uri of ["s3://elsewhere/inputs", "file:///nowhere/inputs.pb"]) {
    const { data, runs } = await open();
    await runs.createRun({
      id: { case: "runId", value: run },
      task: taskSpec,
      inputWrapper: { case: "offloadedInputData", value: { uri } },
    });
    await expect(data.getActionData({ actionId: a0 })).rejects.toMatchObject({
      code: Code.NotFound,
      rawMessage: expect.stringContaining("inputs"),
    });
  }
});

test("a report is downloaded, and can't act as a page of the gateway", async () => {
  const opened = await open();
  const { data, runs } = opened;
  const source = { case: "actionAttemptId", value: { actionId: a0, attempt: 1 } } as const;
  await runs.createRun({ id: { case: "runId", value: run }, task: taskSpec });
  const ask = () => data.createDownloadLink({ artifactType: ArtifactType.REPORT, source });
  await expect(ask()).rejects.toMatchObject({ code: Code.NotFound });
  await upload(opened, "tracked-runs/r/a0/1", "report.html", "<h1>Report</h1>");
  const [url = ""] = (await ask()).preSignedUrls?.signedUrl ?? [];
  const response = await fetch(url);
  expect(await response.text()).toBe("<h1>Report</h1>");
  expect(response.headers.get("content-security-policy")).toContain("sandbox");
});

test("addresses begin with the public address where one is set", async () => {
  const { data } = await open({ publicUrl: "https://ledger.example.com/" });
  const { signedUrl } = await data.createUploadLocation({
    project: "p",
    domain: "d",
    filename: "f",
    contentMd5: md5("x"),
  });
  expect(signedUrl.startsWith("https://ledger.example.com/blobs/")).toBe(true);
});

test("logs that lie here are followed while they grow, to their last line", async () => {
  const opened = await open();
  const { data, runs } = opened;
  await runs.createRun({ id: { case: "runId", value: run }, task: taskSpec });
  const { nativeUrl } = await upload(opened, "logs", "stdout", "one\ntwo\nthr");
  await report(opened, "RUNNING", { logInfo: [{ name: "main", uri: nativeUrl }] });
  const lines: string[] = [];
  for await (const { logs } of data.tailLogs({ actionId: a0, attempt: 1 })) {
    for (const each of logs) lines.push(...each.lines.map(({ message }) => message));
    if (lines.length !== 2) continue;
    appendFileSync(fileURLToPath(nativeUrl), "ee\nlast");
    await report(opened, "SUCCEEDED");
  }
  expect(lines).toEqual(["one", "two", "three", "last"]);
  const older: string[] = [];
  for await (const { logs } of opened.logs.tailLogs({ actionId: a0, attempt: 1 })) {
    for (const each of logs) older.push(...each.lines.map(({ message }) => message));
  }
  expect(older).toEqual(lines);
});

test("an attempt whose logs lie nowhere is not found once it has ended", async () => {
  const opened = await open();
  await opened.runs.createRun({ id: { case: "runId", value: run }, task: taskSpec });
  await report(opened, "RUNNING");
  await report(opened, "SUCCEEDED");
  const tail = async (attempt: number) => {
    for await (const _ of opened.data.tailLogs({ actionId: a0, attempt }));
  };
  await expect(tail(1)).rejects.toMatchObject({
    code: Code.NotFound,
    rawMessage: expect.stringContaining("keeps no logs"),
  });
  await expect(tail(2)).rejects.toMatchObject({ code: Code.NotFound });
});
