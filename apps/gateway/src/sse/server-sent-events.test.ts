import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "graphql-sse";
import { describe, expect, test } from "vitest";
import { openEventSource } from "../testing/event-source.ts";
import { cuttingProxy } from "../testing/cutting-proxy.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";
import { storyRun as run, tell } from "../testing/story.ts";

const watch = `subscription ($run: RunIdentifierInput!, $filter: ActionsFilter, $afterRevision: Revision, $wait: Boolean! = false) {
  runActions(run: $run, filter: $filter, afterRevision: $afterRevision, wait: $wait) {
    __typename
    ... on ActionsSnapshot { actions { meetsFilter childrenPhaseCounts { phase count } action { name phase } } }
    ... on SnapshotComplete { revision shown total }
    ... on ActionsChanged { revision actions { meetsFilter childrenPhaseCounts { phase count } action { name phase } } }
    ... on RunSettled { revision phase }
  }
}`;

describe("Server-sent events", () => {
  test("carry a watch from its snapshot to its end, to graphql-sse's client", async () => {
    const gateway = await startTestGateway();
    await tell(gateway, [
      { action: "a0", phase: "RUNNING" },
      { action: "t", phase: "RUNNING" },
    ]);
    const client = createClient({ url: `${gateway.url}/graphql`, retryAttempts: 0 });
    const types: string[] = [];
    let last: any;
    for await (const { data, errors } of client.iterate<any>({
      query: watch,
      variables: { run },
    })) {
      expect(errors).toBeUndefined();
      const frame = data.runActions;
      types.push(frame.__typename);
      last = frame;
      if (frame.__typename === "SnapshotComplete") {
        expect(frame).toMatchObject({ shown: 2, total: 2 });
        await tell(gateway, [
          { action: "t", phase: "SUCCEEDED" },
          { action: "a0", phase: "SUCCEEDED" },
        ]);
      }
    }
    expect(types.slice(0, 2)).toEqual(["ActionsSnapshot", "SnapshotComplete"]);
    expect(types.slice(2)).toEqual([
      ...types.slice(2, -1).map(() => "ActionsChanged"),
      "RunSettled",
    ]);
    expect(types).toContain("ActionsChanged");
    expect(last).toMatchObject({ phase: "SUCCEEDED" });
    client.dispose();
  });

  test("carry a query to a client that takes nothing else", async () => {
    const gateway = await startTestGateway();
    const client = createClient({ url: `${gateway.url}/graphql`, retryAttempts: 0 });
    const results: unknown[] = [];
    for await (const result of client.iterate({ query: "{ server { __typename } }" }))
      results.push(result);
    expect(results).toEqual([{ data: { server: { __typename: "Server" } } }]);
  });

  test("resume after a cut where the browser's EventSource left off, and stop for good", async () => {
    const gateway = await startTestGateway({ reconnectDelay: 10 });
    const proxy = await cuttingProxy(gateway.url);
    await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
    const events = openEventSource(proxy.url, watch, { run });
    const types: string[] = [];
    const seen = new Map<string, string>();
    for (let cut = 0; cut < 3; cut++) {
      // Whatever was sent last before the cut, what comes after it goes on from there.
      await tell(gateway, [{ action: `t${cut}`, phase: "RUNNING" }]);
      while (seen.get(`t${cut}`) !== "RUNNING") {
        const { data, type } = await events.next();
        expect(type).toBe("next");
        types.push(data.data.runActions.__typename);
        for (const { action } of data.data.runActions.actions ?? [])
          seen.set(action.name, action.phase);
      }
      proxy.cut();
      await tell(gateway, [{ action: `t${cut}`, phase: "SUCCEEDED" }]);
    }
    await tell(gateway, [{ action: "a0", phase: "SUCCEEDED" }]);
    for (;;) {
      const { type, data, id } = await events.next();
      if (type === "complete") {
        expect(id).toMatch(/^r[0-9]+\$$/);
        break;
      }
      types.push(data.data.runActions.__typename);
      for (const { action } of data.data.runActions.actions ?? [])
        seen.set(action.name, action.phase);
    }
    // One snapshot, however often the connection was cut: the watch was resumed and not begun again.
    expect(types.filter((type) => type === "SnapshotComplete")).toHaveLength(1);
    expect(types.at(-1)).toBe("RunSettled");
    expect(Object.fromEntries(seen)).toEqual({
      a0: "SUCCEEDED",
      t0: "SUCCEEDED",
      t1: "SUCCEEDED",
      t2: "SUCCEEDED",
    });
    // A browser connects again whenever a stream ends. Here it is told to stop.
    expect(await events.failed).toEqual({ code: 204 });
    expect(proxy.connections()).toBeGreaterThanOrEqual(4);
  });

  test("withdraw what no longer meets the filter", async () => {
    const gateway = await startTestGateway();
    await tell(gateway, [
      { action: "a0", phase: "RUNNING" },
      { action: "t", phase: "RUNNING" },
    ]);
    const events = openEventSource(gateway.url, watch, {
      run,
      filter: { phases: ["QUEUED"], nameContains: "U" },
    });
    const complete = await nextFrame(events, "SnapshotComplete");
    expect(complete).toMatchObject({ shown: 0, total: 2 });
    await tell(gateway, [{ action: "u", phase: "QUEUED" }]);
    const shown = await nextFrame(events, "ActionsChanged");
    expect(shown.actions).toEqual([
      {
        meetsFilter: true,
        action: { name: "a0", phase: "RUNNING" },
        childrenPhaseCounts: [
          { phase: "QUEUED", count: 1 },
          { phase: "RUNNING", count: 1 },
        ],
      },
      { meetsFilter: true, action: { name: "u", phase: "QUEUED" }, childrenPhaseCounts: [] },
    ]);
    await tell(gateway, [{ action: "u", phase: "RUNNING" }]);
    const withdrawn = await nextFrame(events, "ActionsChanged");
    expect(
      withdrawn.actions.map(({ meetsFilter, action }: any) => [action.name, meetsFilter]),
    ).toEqual([
      ["a0", false],
      ["u", false],
    ]);
  });

  test("watch every report, none left out, and one action, and many runs", async () => {
    const gateway = await startTestGateway();
    const reports = openEventSource(
      gateway.url,
      `subscription ($run: RunIdentifierInput!) { runEvents(run: $run, wait: true) { __typename
        ... on RecordedEvents { revision events { revision event { id { name } phase } } } } }`,
      { run },
    );
    const one = openEventSource(
      gateway.url,
      `subscription ($run: RunIdentifierInput!) { action(action: {run: $run, name: "t"}, wait: true) { name phase attempts { attempt phase } } }`,
      { run },
    );
    const runs = openEventSource(
      gateway.url,
      `subscription { runs(project: "docs", domain: "development") { cursor runs { name phase } } }`,
    );
    expect((await runs.next()).data.data.runs.runs).toEqual([]);
    await tell(gateway, [
      { action: "a0", phase: "RUNNING" },
      { action: "t", phase: "RUNNING" },
    ]);
    await tell(gateway, [{ action: "t", phase: "FAILED" }]);
    await tell(gateway, [
      { action: "t", phase: "SUCCEEDED", attempt: 2 },
      { action: "a0", phase: "SUCCEEDED" },
    ]);
    const told: string[] = [];
    for (;;) {
      const { type, data, id } = await reports.next();
      if (type === "complete") break;
      const frame = data.data.runEvents;
      if (frame.__typename !== "RecordedEvents") continue;
      expect(id).toBe(`r${frame.revision}`);
      told.push(...frame.events.map(({ event }: any) => `${event.id.name} ${event.phase}`));
    }
    expect(told).toEqual([
      ...["a0 QUEUED", "a0 RUNNING", "t RUNNING", "t FAILED", "t SUCCEEDED", "a0 SUCCEEDED"],
    ]);
    let last: any;
    for (;;) {
      const { type, data } = await one.next();
      if (type === "complete") break;
      last = data.data.action;
    }
    expect(last).toEqual({
      name: "t",
      phase: "SUCCEEDED",
      attempts: [
        { attempt: 1, phase: "FAILED" },
        { attempt: 2, phase: "SUCCEEDED" },
      ],
    });
    let changed: any;
    do changed = (await runs.next()).data.data.runs.runs[0];
    while (changed.phase !== "SUCCEEDED");
    expect(changed.name).toBe(run.name);
  });

  test("say what is wrong within the stream, and that trying again doesn't help", async () => {
    const gateway = await startTestGateway();
    const unknown = openEventSource(gateway.url, watch, { run });
    expect((await unknown.next()).data.errors[0].extensions.code).toBe("NOT_FOUND");
    expect(await unknown.next()).toMatchObject({ type: "complete", id: "$" });
    const malformed = openEventSource(gateway.url, "subscription { nothing }");
    expect((await malformed.next()).data.errors[0].extensions.code).toBe(
      "GRAPHQL_VALIDATION_FAILED",
    );
    await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
    const future = openEventSource(gateway.url, watch, { run, afterRevision: 99 });
    expect((await future.next()).data.errors[0].extensions.code).toBe("UNKNOWN_REVISION");
    const foreign = openEventSource(gateway.url, watch, { run }, { "last-event-id": "x" });
    expect((await foreign.next()).data.errors[0].extensions).toMatchObject({
      code: "BAD_INPUT",
      field: "Last-Event-ID",
    });
  });

  test("say that they are still there", async () => {
    const gateway = await startTestGateway({ heartbeatInterval: 50 });
    await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({ query: watch, variables: { run } }),
    });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    let text = "";
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.endsWith(":\n\n:\n\n:\n\n")) break;
    }
    expect(text).toContain("event: next");
  });

  test("end with the reason when the gateway is stopped, and are resumed at the next one", async () => {
    const database = join(mkdtempSync(join(tmpdir(), "runledger-test-")), "ledger.db");
    const gateway = await startTestGateway({ database, reconnectDelay: 10 });
    await tell(gateway, [
      { action: "a0", phase: "RUNNING" },
      { action: "t", phase: "RUNNING" },
    ]);
    const events = openEventSource(gateway.url, watch, { run });
    await nextFrame(events, "SnapshotComplete");
    const stopped = gateway.close();
    expect((await events.next()).data.errors[0].extensions).toEqual({ code: "CLOSING" });
    const { type, id } = await events.next();
    // The id stays: whoever connects again goes on from there.
    expect([type, id]).toEqual(["complete", "r3"]);
    await stopped;

    const next = await startTestGateway({ database, port: gateway.port });
    await tell(next, [
      { action: "t", phase: "SUCCEEDED" },
      { action: "a0", phase: "SUCCEEDED" },
    ]);
    const resumed = openEventSource(next.url, watch, { run }, { "last-event-id": id });
    const frames: any[] = [];
    for (;;) {
      const event = await resumed.next();
      if (event.type === "complete") break;
      frames.push(event.data.data.runActions);
    }
    expect(frames.map(({ __typename }) => __typename)).toEqual(["ActionsChanged", "RunSettled"]);
    expect(frames[0].actions.map(({ action }: any) => action)).toEqual([
      { name: "a0", phase: "SUCCEEDED" },
      { name: "t", phase: "SUCCEEDED" },
    ]);
  });

  test("aren't sent for a mutation by GET", async () => {
    const gateway = await startTestGateway();
    const query = encodeURIComponent(
      'mutation { createRun(input: {project: "p", domain: "d"}) { outcome } }',
    );
    for (const accept of ["text/event-stream", "application/json"]) {
      const response = await fetch(`${gateway.url}/graphql?query=${query}`, {
        headers: { accept },
      });
      expect(response.status).toBe(405);
      const body: any = await response.json();
      expect(body.errors[0].extensions.code).toBe("METHOD_NOT_ALLOWED");
    }
  });
});

async function nextFrame(events: { next(): Promise<{ data: any }> }, type: string): Promise<any> {
  for (;;) {
    const frame = (await events.next()).data.data.runActions;
    if (frame.__typename === type) return frame;
  }
}
