import { describe, expect, test } from "vitest";
import { type GatewayOptions } from "../start-gateway.ts";
import { openGraphQL } from "../testing/open-graphql.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";
import { storyRun as run } from "../testing/story.ts";

const report =
  "mutation ($reports: [ReportInput!]!) { reportEvents(input: {reports: $reports}) { counts { count } results { rule { id } message } } }";

function reports(count: number, more: object = {}): object[] {
  return Array.from({ length: count }, (_, at) => ({
    event: { id: { run, name: `t${at}` }, attempt: 1, phase: "RUNNING", ...more },
  }));
}

/** Each limit: set low, what is just within it, and what breaks it. */
const cases: readonly (readonly [
  name: string,
  settings: GatewayOptions,
  within: readonly [string, object?],
  above: readonly [string, object?],
])[] = [
  [
    "queryDepth",
    { queryDepth: 4 },
    ["{ runs(first: 1) { nodes { action { name } } } }"],
    ["{ runs(first: 1) { nodes { action { status { phase } } } } }"],
  ],
  [
    "queryCost",
    { queryCost: 500 },
    ["{ runs(first: 50) { nodes { name } } }"],
    ["{ runs(first: 50) { nodes { name actions(first: 10) { nodes { name } } } } }"],
  ],
  [
    "queryCost",
    { queryCost: 500 },
    ["query ($n: Int) { runs(first: $n) { nodes { name phase revision } } }", { n: 10 }],
    ["query ($n: Int) { runs(first: $n) { nodes { name phase revision } } }", { n: 1000 }],
  ],
  [
    "queryAliases",
    { queryAliases: 2 },
    ["{ a: server { b: version } }"],
    ["{ a: server { b: version c: version } }"],
  ],
  [
    "queryTokens",
    { queryTokens: 100 },
    [`{ ${"server { version } ".repeat(19)} }`],
    [`{ ${"server { version } ".repeat(25)} }`],
  ],
  [
    "pageSize",
    { pageSize: 5 },
    ["{ runs(first: 5) { nodes { name } } }"],
    ["{ runs(first: 6) { nodes { name } } }"],
  ],
  [
    "reportsPerBatch",
    { reportsPerBatch: 3 },
    [report, { reports: reports(3) }],
    [report, { reports: reports(4) }],
  ],
  [
    "actionsPerBatch",
    { actionsPerBatch: 1 },
    [
      'mutation ($run: RunIdentifierInput!) { declareActions(input: {run: $run, actions: [{name: "a"}]}) { results { outcome } } }',
      { run },
    ],
    [
      'mutation ($run: RunIdentifierInput!) { declareActions(input: {run: $run, actions: [{name: "a"}, {name: "b"}]}) { results { outcome } } }',
      { run },
    ],
  ],
  [
    "requestBytes",
    { requestBytes: 1024 },
    ["{ server { version } }"],
    [`{ server { version } } # ${"x".repeat(1024)}`],
  ],
];

describe("Limits", () => {
  test.each(cases)(
    "%s: what is within it goes, what is above it is named",
    async (name, settings, within, above) => {
      const gateway = await startTestGateway(settings);
      const fine = await gateway.send(...within);
      expect(fine.errors).toEqual([]);
      const { data, errors } = await gateway.send(...above);
      expect(data ?? null).toBeNull();
      expect(errors).toHaveLength(1);
      const { code, limit } = errors[0]!.extensions;
      expect([code, limit.name]).toEqual(["LIMIT_EXCEEDED", name]);
      expect(limit.value).toBe(settings[name as keyof GatewayOptions]);
      if (limit.actual !== undefined) expect(limit.actual).toBeGreaterThan(limit.value);
      expect(errors[0]?.message).toContain(limit.flag);
      // And the gateway goes on.
      expect((await gateway.send(...within)).errors).toEqual([]);
    },
  );

  test("bytesPerReport: the report above it is refused, and the rest goes through", async () => {
    const gateway = await startTestGateway({ bytesPerReport: 1024 });
    const { data } = await gateway.send(report, {
      reports: [...reports(1), ...reports(1, { errorInfo: { message: "x".repeat(2000) } })],
    });
    expect(data.reportEvents.results[0].rule).toBeNull();
    expect(data.reportEvents.results[1]).toMatchObject({ rule: { id: "RL101" } });
    expect(data.reportEvents.results[1].message).toContain("1024");
  });

  test("requestBytes: also where nobody says how long the body is", async () => {
    const gateway = await startTestGateway({ requestBytes: 1024 });
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode("x".repeat(500)));
      },
    });
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      duplex: "half",
    } as RequestInit);
    expect(response.status).toBe(400);
    const answer: any = await response.json();
    expect(answer.errors[0].extensions.limit.name).toBe("requestBytes");
  });

  test("queuedReports: above it clients are told when to come again", async () => {
    const graphql = await openGraphQL({ queuedReports: 10 });
    const signal = new AbortController().signal;
    const send = (): Promise<Response> =>
      graphql.fetch(
        new Request("http://gateway/graphql", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ query: report, variables: { reports: reports(9) } }),
        }),
        { requestId: "1", signal, streams: false },
      );
    const answers = await Promise.all(Array.from({ length: 20 }, send));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(20);
    for (const answer of refused) {
      const { errors }: any = await answer.json();
      expect(errors[0].extensions).toMatchObject({
        code: "OVERLOADED",
        retryAfterMs: expect.any(Number),
        limit: { name: "queuedReports", value: 10 },
      });
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toMatch(/^[0-9]+$/);
    }
  });

  test("openWatches: the subscription above it is told so", async () => {
    const gateway = await startTestGateway({ openWatches: 1 });
    const open = (): Promise<Response> =>
      fetch(`${gateway.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "text/event-stream" },
        body: JSON.stringify({ query: "subscription { runs { cursor } }" }),
      });
    const first = await open();
    const reader = first.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("event: next")) text += (await reader.read()).value ?? "";
    const second = await (await open()).text();
    expect(second).toContain('"name":"openWatches"');
    await reader.cancel();
  });
});
