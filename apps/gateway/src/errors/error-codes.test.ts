import { mkdtempSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LedgerError, type LedgerErrorKind } from "@runledger/ledger";
import { describe, expect, test } from "vitest";
import { brokenLedger } from "../testing/broken-ledger.ts";
import { operate } from "../testing/operate.ts";
import { sendTo, startTestGateway } from "../testing/start-test-gateway.ts";
import { storyRun as run, tell } from "../testing/story.ts";
import { type ErrorCode, errorCodes } from "./error-code.ts";

/** What an error was answered with, and the status of its HTTP answer where it has one of its own. */
interface Provoked {
  readonly status?: number;
  readonly extensions: any;
}

const server = "{ server { version } }";

function fails(kind: LedgerErrorKind, retryAfter?: number): () => Promise<Provoked> {
  return async () => {
    const ledger = brokenLedger(() => {
      throw new LedgerError(kind, "secret", retryAfter === undefined ? {} : { retryAfter });
    });
    const { errors } = await operate(ledger, '{ errorGroups(project: "p", domain: "d") { code } }');
    expect(errors?.[0]?.message.includes("secret")).toBe(kind === "unavailable");
    return { extensions: errors?.[0]?.extensions };
  };
}

async function post(query: string, variables = {}, headers = {}, options = {}): Promise<Provoked> {
  const gateway = await startTestGateway(options);
  const { status, errors } = await gateway.send(query, variables, headers);
  return { status, extensions: errors[0]?.extensions };
}

async function raw(init: RequestInit): Promise<Provoked> {
  const gateway = await startTestGateway();
  const response = await fetch(`${gateway.url}/graphql`, init);
  const { errors }: any = await response.json();
  return { status: response.status, extensions: errors[0].extensions };
}

async function overEvents(query: string, variables: object): Promise<Provoked> {
  const gateway = await startTestGateway();
  await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
  const response = await fetch(`${gateway.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify({ query, variables }),
  });
  const [, data] = /^data: (\{.*\})$/m.exec(await response.text()) ?? [];
  return { extensions: JSON.parse(data ?? "").errors[0].extensions };
}

function tokenFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), "runledger-test-")), "tokens");
  writeFileSync(path, "a-token-of-some-length\n");
  return path;
}

/** How to come by each code: an error that can't be had is no error. */
const ways: Readonly<Record<ErrorCode, () => Promise<Provoked>>> = {
  BAD_REQUEST: () =>
    raw({ method: "POST", headers: { "content-type": "application/json" }, body: "{}" }),
  METHOD_NOT_ALLOWED: () => raw({ method: "DELETE" }),
  NOT_ACCEPTABLE: () => post("subscription { runs { cursor } }"),
  GRAPHQL_PARSE_FAILED: () => post("{"),
  GRAPHQL_VALIDATION_FAILED: () => post("{ nothing }"),
  BAD_INPUT: () => post("{ runs(first: 0) { nodes { name } } }"),
  LIMIT_EXCEEDED: () => post("{ runs(first: 9) { nodes { name } } }", {}, {}, { pageSize: 8 }),
  NOT_FOUND: () =>
    post(
      "mutation ($run: RunIdentifierInput!) { abortRun(input: {run: $run}) { result { outcome } } }",
      { run },
    ),
  ALREADY_EXISTS: async () => {
    const gateway = await startTestGateway();
    const create = (engine: string): string =>
      `mutation { createRun(input: {project: "p", domain: "d", name: "r", engine: "${engine}"}) { outcome } }`;
    await gateway.send(create("one"));
    const { status, errors } = await gateway.send(create("other"));
    return { status, extensions: errors[0]?.extensions };
  },
  RUN_DELETED: async () => {
    const gateway = await startTestGateway();
    await tell(gateway, [{ action: "a0", phase: "SUCCEEDED" }]);
    const deleteRun =
      "mutation ($run: RunIdentifierInput!) { deleteRun(input: {run: $run}) { outcome } }";
    await gateway.send(deleteRun, { run });
    const query =
      "subscription ($run: RunIdentifierInput!) { runActions(run: $run, afterRevision: 1) { __typename } }";
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({ query, variables: { run } }),
    });
    const [, data] = /^data: (\{.*\})$/m.exec(await response.text()) ?? [];
    return { extensions: JSON.parse(data ?? "").errors[0].extensions };
  },
  UNKNOWN_REVISION: () =>
    overEvents(
      "subscription ($run: RunIdentifierInput!) { runActions(run: $run, afterRevision: 99) { __typename } }",
      {
        run,
      },
    ),
  UNAUTHENTICATED: () => post(server, {}, {}, { authTokenFile: tokenFile() }),
  FORBIDDEN: () => post(server, {}, { origin: "https://evil.example.com" }),
  OVERLOADED: async () => {
    const gateway = await startTestGateway({ connections: 1 });
    const first = request(gateway.url);
    first.on("error", () => undefined);
    await new Promise<void>((resolve) => {
      first.on("socket", (socket) => socket.on("connect", () => resolve()));
      first.flushHeaders();
    });
    const { status, errors } = await sendTo(gateway.url, server);
    first.destroy();
    return { status, extensions: errors[0]?.extensions };
  },
  UNAVAILABLE: fails("unavailable", 250),
  CLOSING: async () => {
    const ledger = brokenLedger(() => {
      throw new LedgerError("closed", "It was closed.");
    });
    const { errors } = await operate(ledger, "{ runs { nodes { name } } }");
    return { extensions: errors?.[0]?.extensions };
  },
  TIMEOUT: async () => {
    const never = brokenLedger(() => new Promise(() => undefined));
    const { errors } = await operate(never, "{ runs { nodes { name } } }", { requestTimeout: 20 });
    return { extensions: errors?.[0]?.extensions };
  },
  STORAGE: fails("storage"),
  INTERNAL: fails("internal"),
};

describe("Error codes", () => {
  test.each(Object.keys(ways) as ErrorCode[])("%s can be had", async (code) => {
    const { status, extensions } = await ways[code]();
    expect(extensions.code).toBe(code);
    if (status !== undefined) expect(status).toBe(errorCodes[code].status);
  });

  test.each(["LIMIT_EXCEEDED", "OVERLOADED", "TIMEOUT"] as const)(
    "%s names the limit and how it is set",
    async (code) => {
      const { extensions } = await ways[code]();
      expect(extensions.limit).toEqual({
        name: expect.any(String),
        value: expect.any(Number),
        ...(code !== "TIMEOUT" && { actual: expect.any(Number) }),
        flag: expect.stringMatching(/^--[a-z-]+$/),
        environment: expect.stringMatching(/^RUNLEDGER_[A-Z_]+$/),
      });
    },
  );

  test("UNAVAILABLE says when to come again", async () => {
    expect((await ways.UNAVAILABLE()).extensions).toEqual({
      code: "UNAVAILABLE",
      retryAfterMs: 250,
    });
  });

  test("what isn't meant for clients goes to the log, under the id that they get", async () => {
    const logged: unknown[] = [];
    const ledger = brokenLedger(() => {
      throw new TypeError("/home/secret is undefined");
    });
    const result = await operate(ledger, "{ runs { nodes { name } } }", {}, (...entry) =>
      logged.push(entry),
    );
    const [error] = result.errors ?? [];
    expect(JSON.stringify(result)).not.toContain("secret");
    expect(JSON.stringify(result)).not.toContain("stack");
    expect(error?.extensions).toEqual({ code: "INTERNAL", requestId: "id-1" });
    expect(logged).toEqual([
      ["id-1", "INTERNAL", expect.objectContaining({ message: "/home/secret is undefined" })],
    ]);
  });

  test.each([
    ["several operations", '[{"query": "{ server { version } }"}]'],
    ["no JSON", "{"],
    ["a query that is no text", '{"query": 1}'],
    ["variables that are no object", '{"query": "{ server { version } }", "variables": "x"}'],
    [
      "a name that no operation has",
      '{"query": "query A { server { version } }", "operationName": "B"}',
    ],
    [
      "no name where there are two",
      '{"query": "query A { server { version } } query B { server { version } }"}',
    ],
  ])("a body with %s is no request, over whichever transport", async (_, body) => {
    for (const accept of [
      "application/graphql-response+json",
      "application/json",
      "text/event-stream",
    ]) {
      const gateway = await startTestGateway();
      const response = await fetch(`${gateway.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", accept },
        body,
      });
      const text = await response.text();
      expect(text).toContain('"code":"BAD_REQUEST"');
      expect(text).not.toContain("stack");
    }
  });

  test("the same broken document has the same code the second time", async () => {
    const gateway = await startTestGateway();
    for (let time = 0; time < 2; time++) {
      const { status, errors } = await gateway.send("{ runs(");
      expect([status, errors[0]?.extensions.code]).toEqual([400, "GRAPHQL_PARSE_FAILED"]);
    }
  });

  test("an answer that holds data has worked, as far as HTTP goes", async () => {
    const gateway = await startTestGateway();
    const { status, data, errors } = await gateway.send(
      "query ($run: RunIdentifierInput!) { server { __typename } run(run: $run) { actions(first: 0) { totalCount } } }",
      { run },
    );
    expect([status, data, errors]).toEqual([
      200,
      { server: { __typename: "Server" }, run: null },
      [],
    ]);
    await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
    const partly = await gateway.send(
      "query ($run: RunIdentifierInput!) { server { __typename } run(run: $run) { actions(first: 0) { totalCount } } }",
      { run },
    );
    expect([partly.status, partly.data]).toEqual([
      200,
      { server: { __typename: "Server" }, run: null },
    ]);
    expect(partly.errors[0]?.extensions).toEqual({ code: "BAD_INPUT", field: "first" });
  });
});
