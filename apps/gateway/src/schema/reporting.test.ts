import { describe, expect, test } from "vitest";
import { startTestGateway } from "../testing/start-test-gateway.ts";
import { storyRun as run, tell } from "../testing/story.ts";

const report = `mutation ($reports: [ReportInput!]!) {
  reportEvents(input: {reports: $reports}) {
    counts { outcome count }
    results {
      index outcome revision from to attempt message legal quarantineNumber
      rule { id name wayOut }
      declaration { name outcome rule { id } }
    }
  }
}`;

function event(name: string, phase: string | undefined, more: object = {}): object {
  return { event: { id: { run, name }, attempt: 1, phase, ...more } };
}

describe("Reporting", () => {
  test("answers for each report, in order, and lets the rest go through", async () => {
    const gateway = await startTestGateway();
    const { data, errors } = await gateway.send(report, {
      reports: [
        event("train", "RUNNING"),
        event("train", "RUNNING"),
        event("train", "QUEUED"),
        event("train", "RUNNING", { version: 1, cluster: "east" }),
        event("train", "RUNNING", { version: 1, cluster: "west" }),
        event("train", undefined),
        event("train", "SUCCEEDED"),
        event("train", "FAILED"),
        event("", "RUNNING"),
      ],
    });
    expect(errors).toEqual([]);
    const { results, counts } = data.reportEvents;
    expect(results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      "MOVED",
      "DUPLICATE",
      "LATE",
      "UPDATED",
      "CONFLICT",
      "REJECTED",
      "MOVED",
      "REJECTED",
      "REJECTED",
    ]);
    expect(results.map(({ rule }: { rule: { id: string } | null }) => rule?.id)).toEqual([
      ...[undefined, undefined, undefined, undefined],
      "RL304",
      "RL102",
      undefined,
      "RL302",
      "RL101",
    ]);
    expect(results[6]).toMatchObject({ from: "RUNNING", to: "SUCCEEDED", attempt: 1 });
    expect(results[7]).toMatchObject({
      from: "SUCCEEDED",
      to: null,
      revision: null,
      legal: [],
      rule: { name: "after-end" },
    });
    expect(results[7].quarantineNumber).toBeGreaterThan(0);
    expect(results[8].message).toContain("event.id.name");
    expect(counts).toContainEqual({ outcome: "REJECTED", count: 3 });
    expect(counts).not.toContainEqual(expect.objectContaining({ count: 0 }));
  });

  test("declares an action in the same transaction as its report", async () => {
    const gateway = await startTestGateway();
    const { data } = await gateway.send(report, {
      reports: [
        {
          ...event("child", "RUNNING"),
          declaration: { metadata: { parent: "group", maxAttempts: 2 } },
        },
        { ...event("child", "RUNNING"), declaration: { metadata: { parent: "other" } } },
      ],
    });
    expect(data.reportEvents.results[0].declaration).toEqual({
      name: "child",
      outcome: "DECLARED",
      rule: null,
    });
    expect(data.reportEvents.results[1]).toMatchObject({
      outcome: "DUPLICATE",
      declaration: { outcome: "REFUSED", rule: { id: "RL306" } },
    });
  });

  test("gives back every field of a report as it came", async () => {
    const gateway = await startTestGateway();
    const told = {
      id: { run: { ...run, org: "acme" }, name: "a/b c" },
      attempt: 1,
      phase: "FAILED",
      version: 4_294_967_294,
      updatedTime: "2026-11-21T09:30:00.123456789Z",
      errorInfo: { message: "It went wrong.", kind: "USER" },
      logInfo: [
        {
          uri: "https://logs.example.com/1",
          name: "stdout",
          messageFormat: "JSON",
          ttl: "3600.500s",
          ShowWhilePending: true,
          HideOnceFinished: true,
          linkType: "DASHBOARD",
          ready: true,
          iconUri: "https://logs.example.com/icon",
        },
      ],
      logContext: {
        pods: [
          {
            namespace: "n",
            podName: "p",
            containers: [
              {
                containerName: "c",
                process: { containerStartTime: "2026-11-21T09:00:00Z", containerEndTime: null },
              },
            ],
            primaryContainerName: "c",
            initContainers: [],
          },
        ],
        primaryPodName: "p",
        connector: { endpoint: "dns:///connector:8000" },
        podNamePrefixes: ["p-"],
      },
      cluster: "east",
      outputs: { outputUri: "s3://out", reportUri: "s3://report" },
      cacheStatus: "CACHE_MISS",
      clusterEvents: [
        {
          occurredAt: "2026-11-21T09:29:00.000001Z",
          message: "Pulled",
          type: "WARNING",
          reason: "Slow",
          sourceComponent: "kubelet",
          count: 3,
        },
      ],
      reportedTime: "2026-11-21T09:30:01Z",
      cacheMetadata: {
        sourceActionAttempt: { actionId: { run: { ...run, org: "" }, name: "a0" }, attempt: 7 },
      },
      error: {
        code: "ValueError",
        message: "It went wrong.",
        errorUri: "s3://error",
        kind: "USER",
        timestamp: "2026-11-21T09:29:59Z",
        worker: "w1",
        recoverability: "RECOVERABLE",
      },
      producer: "engine",
    };
    const sent = await gateway.send(report, { reports: [{ event: told }] });
    expect(sent.errors).toEqual([]);
    const { data, errors } = await gateway.send(
      `query ($action: ActionIdentifierInput!) {
        action(action: $action) { events { nodes { outcome event {
          id { run { org project domain name } name } attempt phase version updatedTime
          errorInfo { message kind }
          logInfo { uri name messageFormat ttl ShowWhilePending HideOnceFinished linkType ready iconUri }
          logContext {
            pods { namespace podName primaryContainerName
              containers { containerName process { containerStartTime containerEndTime } }
              initContainers { containerName } }
            primaryPodName connector { endpoint } podNamePrefixes
          }
          cluster outputs { outputUri reportUri } cacheStatus
          clusterEvents { occurredAt message type reason sourceComponent count }
          reportedTime
          cacheMetadata { sourceActionAttempt { actionId { run { org project domain name } name } attempt } }
          error { code message errorUri kind timestamp worker recoverability }
          producer
        } } } }
      }`,
      { action: { run, name: "a/b c" } },
    );
    expect(errors).toEqual([]);
    expect(data.action.events.nodes.at(-1).event).toEqual(told);
  });

  test("refuses as a whole what GraphQL's own types refuse, and names the field", async () => {
    const gateway = await startTestGateway();
    const bad = [
      event("a", "RUNNING"),
      event("b", "BOGUS"),
      event("c", "RUNNING", { updatedTime: "noon" }),
    ];
    const { data, errors } = await gateway.send(report, { reports: bad });
    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }) => [extensions.code, extensions.field])).toEqual([
      ["BAD_INPUT", "reports[1].event.phase"],
      ["BAD_INPUT", "reports[2].event.updatedTime"],
    ]);
    expect(errors[1]?.message).toContain("RFC 3339");
    const { data: after } = await gateway.send("{ runs { nodes { name } } }");
    expect(after.runs.nodes).toEqual([]);
  });

  test("refuses two members of a oneof, and a key that is given twice", async () => {
    const gateway = await startTestGateway();
    const declare = `mutation ($input: DeclareActionsInput!) { declareActions(input: $input) { results { outcome } } }`;
    const both = { name: "x", metadata: { task: { shortName: "t" }, trace: { name: "t" } } };
    const { errors } = await gateway.send(declare, { input: { run, actions: [both] } });
    expect(errors[0]?.extensions).toMatchObject({
      code: "BAD_INPUT",
      field: "input.actions[0].metadata",
    });
    const twice = await gateway.send(
      `mutation { createRun(input: {project: "p", domain: "d", labels: [{key: "a", value: "1"}, {key: "a", value: "2"}]}) { outcome } }`,
    );
    expect(twice.errors[0]?.extensions).toMatchObject({
      code: "BAD_INPUT",
      field: "input.labels[1].key",
    });
  });

  test("aborts what hasn't ended, once", async () => {
    const gateway = await startTestGateway();
    await tell(gateway, [
      { action: "a0", phase: "RUNNING" },
      { action: "done", phase: "SUCCEEDED" },
      { action: "busy", phase: "RUNNING" },
    ]);
    const abort = `mutation ($run: RunIdentifierInput!) {
      abortRun(input: {run: $run, reason: "Enough.", abortedBy: {user: {id: {subject: "ada"}}}}) {
        result { outcome revision moved stopped state phase message }
        run { phase settled actions { nodes { name phase abortInfo { reason abortedBy { user { id { subject } } } } } } }
      }
    }`;
    const first = await gateway.send(abort, { run });
    expect(first.data.abortRun.result).toMatchObject({
      outcome: "ABORTED",
      moved: 2,
      state: "CONFIRMED",
      phase: null,
    });
    expect(first.data.abortRun.run).toMatchObject({ phase: "ABORTED", settled: true });
    expect(first.data.abortRun.run.actions.nodes).toContainEqual({
      name: "busy",
      phase: "ABORTED",
      abortInfo: { reason: "Enough.", abortedBy: { user: { id: { subject: "ada" } } } },
    });
    expect(first.data.abortRun.run.actions.nodes).toContainEqual({
      name: "done",
      phase: "SUCCEEDED",
      abortInfo: null,
    });
    const second = await gateway.send(abort, { run });
    expect(second.data.abortRun.result.outcome).not.toBe("ABORTED");
    expect(second.data.abortRun.result).toMatchObject({ revision: null, moved: 0 });
  });

  test("resolves a condition by a signal of its type", async () => {
    const gateway = await startTestGateway();
    await gateway.send(
      `mutation ($run: RunIdentifierInput!) {
        declareActions(input: {run: $run, actions: [{name: "ok", condition: {name: "ok", type: {simple: BOOLEAN}, prompt: "Go on?"}}]}) { results { outcome } }
      }`,
      { run },
    );
    const signal = `mutation ($action: ActionIdentifierInput!, $value: SignalValueInput!) {
      signalCondition(input: {action: $action, value: $value}) {
        outcome reason phase message revision
        action { phase signalInfo { output { scalar { primitive { boolean } } } } condition { prompt } }
      }
    }`;
    const action = { run, name: "ok" };
    const wrong = await gateway.send(signal, { action, value: { stringValue: "yes" } });
    expect(wrong.data.signalCondition).toMatchObject({
      outcome: "REFUSED",
      reason: "WRONG_TYPE",
      phase: "PAUSED",
    });
    const right = await gateway.send(signal, { action, value: { boolean: true } });
    expect(right.data.signalCondition).toMatchObject({
      outcome: "SIGNALLED",
      action: {
        phase: "SUCCEEDED",
        signalInfo: { output: { scalar: { primitive: { boolean: true } } } },
        condition: { prompt: "Go on?" },
      },
    });
    const again = await gateway.send(signal, { action, value: { boolean: true } });
    expect(again.data.signalCondition).toMatchObject({ outcome: "SAME", revision: null });
    const both = await gateway.send(signal, { action, value: { boolean: true, integer: 1 } });
    expect(both.errors[0]?.extensions.code).toBe("BAD_INPUT");
  });

  test("creates a run once, and says what stands where another has its name", async () => {
    const gateway = await startTestGateway();
    const create = `mutation ($input: CreateRunInput!) {
      createRun(input: $input) { outcome reportedBefore run { name declared engine labels { key value } spec { queue } } }
    }`;
    const input = {
      project: "p",
      domain: "d",
      name: "r",
      engine: "mine",
      labels: [{ key: "team", value: "a" }],
      runSpec: { queue: "fast" },
    };
    const first = await gateway.send(create, { input });
    expect(first.data.createRun).toEqual({
      outcome: "CREATED",
      reportedBefore: false,
      run: {
        name: "r",
        declared: true,
        engine: "mine",
        labels: [{ key: "team", value: "a" }],
        spec: { queue: "fast" },
      },
    });
    const same = await gateway.send(create, { input });
    expect(same.data.createRun.outcome).toBe("EXISTS");
    const other = await gateway.send(create, { input: { ...input, engine: "other" } });
    expect(other.errors[0]?.extensions.code).toBe("ALREADY_EXISTS");
    expect(other.errors[0]?.message).toContain("engine");
    const unnamed = await gateway.send(create, { input: { project: "p", domain: "d" } });
    expect(unnamed.data.createRun.run.name).toMatch(/^[a-z0-9]+$/);
  });
});
