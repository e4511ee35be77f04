import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@bufbuild/protobuf";
import { AbortState, ExecutionError_ErrorKind } from "@runledger/proto";
import { describe, expect, onTestFinished, test } from "vitest";
import { Bench } from "../testing/open.ts";
import { HTTP, httpPlugin, type HttpPluginOptions } from "./http-plugin.ts";

const timeout = 60_000;
const { SYSTEM, USER } = ExecutionError_ErrorKind;

/** What the engine of a test heard, and how it answers the request of that number. */
interface Engine {
  readonly url: string;
  readonly heard: { readonly method: string; readonly path: string; readonly body: any }[];
}

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const json = (body: unknown, status = 200): Answer => {
  return (_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
};
const running = json({ phase: "RUNNING" });
const done = json({ phase: "SUCCEEDED" });

/** Serves an engine until the test is over. `count` counts the requests of one method, from 1. */
async function engine(answers: Partial<Record<"PUT" | "GET" | "DELETE", Answer>>): Promise<Engine> {
  const heard: Engine["heard"] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      const method = request.method ?? "";
      heard.push({
        method,
        path: request.url ?? "",
        body: body === "" ? undefined : JSON.parse(body),
      });
      const answer = answers[method as "PUT"] ?? json({}, 404);
      answer(request, response, heard.filter((each) => each.method === method).length);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/work`, heard };
}

/** Declares one task for an engine, with a worker that is quick. */
async function drive(
  custom: JsonObject,
  { maxAttempts = 1, ...options }: HttpPluginOptions & { maxAttempts?: number } = {},
): Promise<Bench> {
  const bench = await Bench.open();
  bench.work({
    plugins: [httpPlugin({ longestPause: 5, patience: 4, ...options })],
    policy: { systemFailures: 1, cleanups: 3 },
    lease: 1500,
  });
  await bench.declare(HTTP, {
    it: { task: "train", custom: { pollMs: 100, ...custom }, maxAttempts },
  });
  return bench;
}

const methods = ({ heard }: Engine): string[] => heard.map(({ method }) => method);

describe("an engine", { timeout }, () => {
  test("is given the work, asked how far it is, and its outputs and logs are taken", async () => {
    const logs = [{ name: "log", uri: "https://engine.example/log" }];
    const it = await engine({
      PUT: json({ phase: "QUEUED" }, 201),
      GET: (request, response, count) =>
        json(count < 3 ? { phase: "RUNNING", logs } : { phase: "SUCCEEDED", outputs: { n: 1 } })(
          request,
          response,
          count,
        ),
    });
    const bench = await drive({
      url: it.url,
      input: { n: 7 },
      headers: { authorization: "Bearer x" },
    });
    const { attempts } = await bench.ended("it");
    expect(await bench.told("it")).toEqual(["1:QUEUED", "1:RUNNING", "1:SUCCEEDED"]);
    expect(attempts[0]?.logInfo).toMatchObject(logs);
    const uri = attempts[0]?.outputs?.outputUri ?? "";
    expect(JSON.parse(await readFile(fileURLToPath(uri), "utf8"))).toEqual({ n: 1 });
    expect(methods(it)).toEqual(["PUT", "GET", "GET", "GET"]);
    expect(new Set(it.heard.map(({ path }) => path)).size).toBe(1);
    expect(it.heard[0]?.path).toMatch(/^\/work\/[0-9a-f]{32}$/);
    expect(it.heard[0]?.body).toEqual({
      action: { project: "project", domain: "test", run: "r", name: "it" },
      attempt: 1,
      task: "train",
      input: { n: 7 },
    });
  });

  test("says whose fault a failure is, and whether trying again is of use: each attempt has its own address", async () => {
    const error = { code: "Rows", message: "row 7", kind: "USER", recoverable: true };
    const it = await engine({
      PUT: (request, response, count) =>
        (count === 1 ? json({ phase: "FAILED", error }) : done)(request, response, count),
    });
    const bench = await drive({ url: it.url }, { maxAttempts: 2 });
    const { attempts } = await bench.ended("it");
    expect(attempts[0]?.error).toMatchObject({ code: "Rows", message: "row 7", kind: USER });
    expect(attempts).toHaveLength(2);
    expect(new Set(it.heard.map(({ path }) => path)).size).toBe(2);
  });

  test("that is away for a while is waited for, without losing the work", async () => {
    const trouble: Answer[] = [
      json({}, 503),
      (_, response) => void response.destroy(),
      (_, response) => void response.end("<html>"),
    ];
    const it = await engine({
      PUT: running,
      GET: (request, response, count) => (trouble[count - 1] ?? done)(request, response, count),
    });
    const bench = await drive({ url: it.url });
    await bench.ended("it");
    expect(methods(it)).toEqual(["PUT", "GET", "GET", "GET", "GET"]);
    expect((await bench.told("it")).at(-1)).toBe("1:SUCCEEDED");
  });

  test.each([
    ["has trouble", json({ message: "full" }, 500), /PUT .*: 500\n.*full/],
    ["answers garbage", (_, response) => void response.end("{"), /the answer isn't JSON/],
    [
      "answers what no work can be in",
      json({ phase: "PAUSED" }),
      /has no "phase" that work can be in/,
    ],
    ["never answers", () => {}, /no answer within 50 ms/],
    [
      "never comes to an end",
      (_, response) => void response.end(Buffer.alloc(5 * 2 ** 20, 32)),
      /more than 4194304 bytes/,
    ],
  ] as [string, Answer, RegExp][])(
    "that %s, for good, is a failure of the platform",
    async (what, answer, message) => {
      const it = await engine({ PUT: answer, DELETE: json({}, 404) });
      const bench = await drive(
        { url: it.url },
        what === "never answers" ? { requestTimeout: 50 } : {},
      );
      const { attempts } = await bench.ended("it");
      expect(attempts.at(-1)?.error).toMatchObject({
        kind: SYSTEM,
        message: expect.stringMatching(message),
      });
      // Once again in the same attempt, after what there may be was ended.
      const round = ["PUT", "PUT", "PUT", "PUT", "DELETE"];
      await expect.poll(() => methods(it), { timeout }).toEqual([...round, ...round]);
    },
  );

  test.each([
    [
      "refuses the work",
      json({ message: "no such model" }, 422),
      /^The engine doesn't take the work: PUT .*: 422\n.*no such model/,
    ],
    [
      "points elsewhere",
      (_, response) => void response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
      /redirects aren't followed/,
    ],
  ] as [string, Answer, RegExp][])("that %s: the author's failure", async (_, answer, message) => {
    const it = await engine({ PUT: answer });
    const bench = await drive({ url: it.url }, { maxAttempts: 5 });
    const { attempts } = await bench.ended("it");
    expect(attempts).toHaveLength(1);
    expect(attempts[0]?.error).toMatchObject({
      kind: USER,
      message: expect.stringMatching(message),
    });
  });

  test("that has lost the work gets it anew", async () => {
    const it = await engine({
      PUT: (request, response, count) => (count === 1 ? running : done)(request, response, count),
    });
    const bench = await drive({ url: it.url });
    await bench.ended("it");
    expect(methods(it)).toEqual(["PUT", "GET", "DELETE", "PUT"]);
  });

  test("is told of an abort until the work has ended", async () => {
    const it = await engine({
      PUT: running,
      GET: running,
      DELETE: (request, response, count) =>
        json({}, count < 3 ? 202 : 204)(request, response, count),
    });
    const bench = await drive({ url: it.url });
    await bench.until("it", ({ attempts }) => attempts[0]?.phase === 4);
    await bench.abort("it");
    const { status } = await bench.until(
      "it",
      (each) => each.status?.abort?.state === AbortState.CONFIRMED,
    );
    expect(status?.abort?.deliveries).toBe(2);
    expect(methods(it).filter((method) => method === "DELETE")).toHaveLength(3);
  });

  test("that can't be told of an abort is given up, with why", async () => {
    const it = await engine({ PUT: running, GET: running, DELETE: json({ why: "stuck" }, 500) });
    const bench = await drive({ url: it.url });
    await bench.until("it", ({ attempts }) => attempts[0]?.phase === 4);
    await bench.abort("it");
    const { status } = await bench.until(
      "it",
      (each) => each.status?.abort?.state === AbortState.GIVEN_UP,
    );
    expect(status?.abort?.lastError).toMatch(/DELETE .*: 500\n.*stuck/);
  });

  test.each([
    [{}, /custom\.url: must be the address of an engine/],
    [{ url: "ftp://x" }, /custom\.url: must begin with http/],
    [{ url: "http://me:secret@x" }, /custom\.url: holds a name or a password/],
    [{ url: "http://x/?a=1" }, /custom\.url: must end with its path/],
    [{ url: "http://169.254.169.254/" }, /which this worker doesn't drive. It drives http:\/\/x/],
    [{ url: "http://x", pollMs: 1 }, /custom\.pollMs: is 1, and must be a whole number from 100/],
    [{ url: "http://x", timeoutMs: 0 }, /custom\.timeoutMs: is 0/],
    [{ url: "http://x", headers: { host: "y" } }, /custom\.headers: must be texts by name/],
    [{ url: "http://x", headers: { a: "b\r\nc: d" } }, /custom\.headers/],
    [{ url: "http://x", input: 1, retries: 3 }, /custom\.retries: isn't known/],
  ] as [JsonObject, RegExp][])(
    "of %j is refused before anything is sent",
    async (custom, problem) => {
      const bench = await drive(custom, { origins: ["http://x"] });
      const { attempts } = await bench.ended("it");
      expect(attempts[0]?.error).toMatchObject({
        code: "BadSpec",
        message: expect.stringMatching(problem),
      });
    },
  );
});
