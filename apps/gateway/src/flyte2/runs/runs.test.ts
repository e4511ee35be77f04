import { type Client, Code } from "@connectrpc/connect";
import { ActionPhase, RunSource } from "@runledger/proto";
import { Filter_Function as Function, Sort_Direction } from "@runledger/proto/flyteidl2/common";
import { InternalRunService, RunService } from "@runledger/proto/flyteidl2/workflow";
import { describe, expect, test } from "vitest";
import { collect } from "../../testing/collect.ts";
import { rpcClient } from "../../testing/rpc-client.ts";
import { startTestGateway, type TestGateway } from "../../testing/start-test-gateway.ts";

const { QUEUED, RUNNING, PAUSED, SUCCEEDED, FAILED, ABORTED } = ActionPhase;
const project = { name: "p", domain: "d" };
const runId = (name: string) => ({ project: "p", domain: "d", name });
const actionId = (name: string, run = "r") => ({ run: runId(run), name });

interface Setting {
  readonly gateway: TestGateway;
  readonly runs: Client<typeof RunService>;
  readonly engine: Client<typeof InternalRunService>;
}

async function start(): Promise<Setting> {
  const gateway = await startTestGateway();
  return {
    gateway,
    runs: rpcClient(RunService, gateway),
    engine: rpcClient(InternalRunService, gateway),
  };
}

/** Creates a run of a task. */
async function createRun(
  { runs }: Pick<Setting, "runs">,
  name: string,
  { task = "m.train", version = "v1", labels = {}, uri = "" } = {},
): Promise<void> {
  await runs.createRun({
    id: { case: "runId", value: runId(name) },
    task: {
      case: "taskSpec",
      value: { shortName: "train", taskTemplate: { id: { name: task, version } } },
    },
    runSpec: { labels: { values: labels } },
    source: RunSource.CLI,
    inputWrapper: uri === "" ? { case: undefined } : { case: "offloadedInputData", value: { uri } },
  });
}

async function report(
  { engine }: Pick<Setting, "engine">,
  name: string,
  phase: ActionPhase,
  more: object = {},
): Promise<void> {
  const { status } = await engine.recordActionEvents({
    events: [{ id: actionId(name), attempt: 1, phase, ...more }],
  });
  expect(status).toMatchObject({ code: 0 });
}

describe("Creating a run", () => {
  test("keeps what it was told, makes a name up, and shows it in GraphQL", async () => {
    const setting = await start();
    const { runs, gateway } = setting;
    await createRun(setting, "r", { labels: { team: "a" }, uri: "s3://in" });
    const { details } = await runs.getRunDetails({ runId: runId("r") });
    expect(details?.runSpec?.runStartTime).toBeDefined();
    expect(details?.runSpec?.labels?.values).toEqual({ team: "a" });
    expect(details?.action).toMatchObject({
      inputUri: "s3://in/inputs.pb",
      metadata: { source: RunSource.CLI, spec: { value: { id: { name: "m.train" } } } },
      status: { phase: QUEUED, attempts: 1 },
    });
    const { run } = await runs.createRun({
      id: { case: "projectId", value: project },
      task: { case: "taskSpec", value: {} },
    });
    expect(run?.action?.id?.run?.name).toMatch(/^r[a-z0-9]{19,}$/);
    const { data } = await gateway.send("{ runs { nodes { name labels { key value } } } }");
    expect(data.runs.nodes).toContainEqual({ name: "r", labels: [{ key: "team", value: "a" }] });
  });

  test("refuses a taken name and changes nothing, and a task that isn't there", async () => {
    const setting = await start();
    const { runs } = setting;
    await createRun(setting, "r", { uri: "s3://first" });
    await expect(createRun(setting, "r", { uri: "s3://first" })).rejects.toMatchObject({
      code: Code.AlreadyExists,
    });
    await expect(createRun(setting, "r", { uri: "s3://other" })).rejects.toMatchObject({
      code: Code.AlreadyExists,
    });
    const uris = await runs.getActionDataURIs({ actionId: actionId("a0") });
    expect(uris).toMatchObject({ inputsUri: "s3://first/inputs.pb", outputsUri: "" });
    const id = { case: "projectId", value: project } as const;
    const missing = runs.createRun({ id, task: { case: "taskId", value: { name: "t" } } });
    await expect(missing).rejects.toMatchObject({ code: Code.NotFound });
    const trigger = runs.createRun({ id, task: { case: "triggerName", value: { name: "t" } } });
    await expect(trigger).rejects.toMatchObject({ code: Code.NotFound });
    await expect(runs.createRun({ id })).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});

describe("Listing runs", () => {
  async function threeRuns(): Promise<Setting> {
    const setting = await start();
    await createRun(setting, "one", { labels: { team: "a" } });
    await createRun(setting, "two", { task: "m.test", version: "v2", labels: { team: "b" } });
    await createRun(setting, "three", { version: "v3", labels: { team: "a", "k8s.io/x": "" } });
    await setting.runs.abortRun({ runId: runId("two") });
    return setting;
  }

  test.each([
    ["phase", Function.EQUAL, ["7"], ["two"]],
    ["phase", Function.VALUE_IN, ["1"], ["one", "three"]],
    ["phase", Function.VALUE_IN, ["1", "ACTION_PHASE_ABORTED"], ["one", "three", "two"]],
    ["phase", Function.NOT_EQUAL, ["7"], ["one", "three"]],
    ["task_name", Function.EQUAL, ["m.test"], ["two"]],
    ["task_version", Function.EQUAL, ["v3"], ["three"]],
    ["labels.team", Function.EQUAL, ["a"], ["one", "three"]],
    ["labels.team", Function.VALUE_IN, ["b"], ["two"]],
    ["labels.k8s.io/x", Function.EXISTS, [], ["three"]],
    ["labels.k8s.io/x", Function.NOT_EXISTS, [], ["one", "two"]],
    ["created_by", Function.EQUAL, ["nobody"], []],
    ["name", Function.CONTAINS_CASE_INSENSITIVE, ["T"], ["three", "two"]],
    ["run_source", Function.EQUAL, ["2"], ["one", "three", "two"]],
    [
      "created_at",
      Function.GREATER_THAN_OR_EQUAL,
      ["2020-01-01T00:00:00+00:00"],
      ["one", "three", "two"],
    ],
    ["created_at", Function.LESS_THAN, ["2020-01-01 00:00:00.123456"], []],
    ["trigger_name", Function.EXISTS, [], []],
  ])("by %s with function %d and %j", async (field, how, values, expected) => {
    const { runs } = await threeRuns();
    const found = await runs.listRuns({
      request: { filters: [{ field, function: how, values }] },
      scopeBy: { case: "projectId", value: project },
    });
    expect(found.runs.map(({ action }) => action?.id?.run?.name ?? "").toSorted()).toEqual(
      expected,
    );
  });

  test.each([
    [{ field: "nonsense", values: ["1"] }, "request.filters[0].field"],
    [{ field: "phase", values: ["soon"] }, "request.filters[0].values[0]"],
    [{ field: "phase", values: [] }, "request.filters[0].values"],
    [{ field: "phase", function: Function.CONTAINS, values: ["1"] }, "request.filters[0].function"],
    [{ field: "phase", function: 99 as Function, values: ["1"] }, "request.filters[0].function"],
    [{ field: "created_at", values: ["yesterday"] }, "request.filters[0].values[0]"],
    [{ field: "toString", values: ["1"] }, "request.filters[0].field"],
  ])("refuses %j", async (filter, field) => {
    const { runs } = await start();
    await expect(runs.listRuns({ request: { filters: [filter] } })).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: expect.stringContaining(field),
    });
  });

  test.each([
    [{ case: "org", value: "127" }, ["one", "three", "two"]],
    [{ case: "projectId", value: { name: "p", domain: "other" } }, []],
    [{ case: "taskName", value: { project: "p", domain: "d", name: "m.train" } }, ["one", "three"]],
    [{ case: "taskId", value: { name: "m.train", version: "v3" } }, ["three"]],
    [{ case: "triggerName", value: { name: "nightly" } }, []],
  ] as const)("of %j", async (scopeBy, expected) => {
    const { runs } = await threeRuns();
    const found = await runs.listRuns({ scopeBy });
    expect(found.runs.map(({ action }) => action?.id?.run?.name ?? "").toSorted()).toEqual(
      expected,
    );
  });

  test("goes page by page: what is inserted meanwhile is neither repeated nor in the way", async () => {
    const setting = await threeRuns();
    const { runs } = setting;
    const sortBy = { key: "created_at", direction: Sort_Direction.DESCENDING };
    const names: (string | undefined)[] = [];
    let token = "";
    do {
      const page = await runs.listRuns({ request: { limit: 1, token, sortBy } });
      names.push(...page.runs.map(({ action }) => action?.id?.run?.name));
      await createRun(setting, `later-${names.length}`);
      ({ token } = page);
    } while (token !== "");
    expect(names).toEqual(["three", "two", "one"]);
    // More than a page may have is as much as it may have.
    expect((await runs.listRuns({ request: { limit: 4_000_000_000 } })).runs).toHaveLength(6);
    await expect(runs.listRuns({ request: { token: "none of ours" } })).rejects.toMatchObject({
      code: Code.InvalidArgument,
    });
  });

  test("finds those with an action that waits for a signal", async () => {
    const setting = await threeRuns();
    await setting.engine.recordAction({
      actionId: actionId("gate", "three"),
      spec: { case: "condition", value: { name: "gate" } },
    });
    const { runs } = await setting.runs.listRuns({ pausedActionsOnly: true });
    expect(runs.map(({ action }) => action?.id?.run?.name)).toEqual(["three"]);
    const conditions = await setting.runs.listActions({
      runId: runId("three"),
      request: {
        filters: [
          { field: "action_type", values: ["3"] },
          { field: "parent_name", values: ["a0"] },
        ],
      },
    });
    expect(conditions.actions).toMatchObject([{ id: { name: "gate" }, status: { phase: PAUSED } }]);
  });
});

describe("Watching", () => {
  test("a run's details ends with its root", async () => {
    const setting = await start();
    await createRun(setting, "r", { labels: { team: "a" } });
    const watch = setting.runs.watchRunDetails({ runId: runId("r") })[Symbol.asyncIterator]();
    expect((await watch.next()).value?.details?.runSpec?.labels?.values).toEqual({ team: "a" });
    await report(setting, "a0", RUNNING);
    expect((await watch.next()).value?.details?.action?.status?.phase).toBe(RUNNING);
    await report(setting, "a0", SUCCEEDED, { outputs: { outputUri: "s3://out" } });
    expect((await watch.next()).value?.details?.action?.status?.phase).toBe(SUCCEEDED);
    expect((await watch.next()).done).toBe(true);
    const uris = await setting.runs.getActionDataURIs({ actionId: actionId("a0") });
    expect(uris.outputsUri).toBe("s3://out");
  });

  test("an action that has ended sends it once, whatever it is", async () => {
    const setting = await start();
    await createRun(setting, "r");
    await setting.engine.recordAction({
      actionId: actionId("trace"),
      spec: { case: "trace", value: { name: "fetch", spec: {} } },
    });
    const sent = await collect(setting.runs.watchActionDetails({ actionId: actionId("trace") }));
    expect(sent.map(({ details }) => details?.status?.phase)).toEqual([SUCCEEDED]);
    await expect(
      collect(setting.runs.watchActionDetails({ actionId: actionId("none") })),
    ).rejects.toMatchObject({ code: Code.NotFound });
  });

  test("the actions of a run ends when it has settled, and withdraws what no longer matches", async () => {
    const setting = await start();
    await createRun(setting, "r");
    const seen: (readonly [string | undefined, boolean])[] = [];
    const filter = [{ field: "PHASE", function: Function.VALUE_IN, values: ["1", "4"] }];
    for await (const { enrichedActions } of setting.runs.watchActions({
      runId: runId("r"),
      filter,
    })) {
      seen.push(
        ...enrichedActions.map(
          ({ action, meetsFilter }) => [action?.id?.name, meetsFilter] as const,
        ),
      );
      if (seen.length === 1) await report(setting, "a0", FAILED);
    }
    expect(seen).toEqual([
      ["a0", true],
      ["a0", false],
    ]);
    await expect(
      collect(setting.runs.watchActions({ runId: runId("r"), filter: [{ field: "SIZE" }] })),
    ).rejects.toMatchObject({ code: Code.InvalidArgument });
  });

  test("what the cluster does sends each event once, and ends with the attempt", async () => {
    const setting = await start();
    await createRun(setting, "r");
    const event = (message: string, seconds: number) => ({
      message,
      occurredAt: { seconds: BigInt(seconds) },
    });
    await report(setting, "a0", RUNNING, { clusterEvents: [event("pulled", 20)] });
    const told: string[] = [];
    for await (const { clusterEvents } of setting.runs.watchClusterEvents({
      id: actionId("a0"),
      attempt: 1,
    })) {
      told.push(...clusterEvents.map(({ message }) => message));
      if (told.length === 1) {
        const events = [event("scheduled", 10), event("pulled", 20)];
        await report(setting, "a0", RUNNING, { version: 1, clusterEvents: events });
      } else if (told.length === 2) {
        await report(setting, "a0", SUCCEEDED);
      }
    }
    expect(told).toEqual(["pulled", "scheduled"]);
  });

  test("runs begins with the newest, and goes on with what changes, of its scope alone", async () => {
    const setting = await start();
    await createRun(setting, "r");
    const gone = new AbortController();
    const target = { case: "projectId", value: project } as const;
    const stream = setting.runs.watchRuns({ target }, { signal: gone.signal });
    const watch = stream[Symbol.asyncIterator]();
    expect((await watch.next()).value?.runs).toHaveLength(1);
    await setting.runs.createRun({
      id: { case: "runId", value: { project: "other", domain: "d", name: "x" } },
      task: { case: "taskSpec", value: {} },
    });
    await createRun(setting, "s");
    expect((await watch.next()).value?.runs[0]?.action?.id?.run).toMatchObject({ name: "s" });
    gone.abort();
  });

  test("groups sums runs up, and goes on with the groups that change", async () => {
    const setting = await start();
    await createRun(setting, "one");
    await createRun(setting, "two");
    await createRun(setting, "three", { task: "m.test" });
    await setting.runs.abortRun({ runId: runId("two") });
    const asked = {
      scopeBy: { case: "projectId", value: project },
      startDate: { seconds: 0n },
    } as const;
    const far = { seconds: BigInt(4_000_000_000) };
    const [once] = await collect(setting.runs.watchGroups({ ...asked, endDate: far }));
    expect(once?.sentinel).toBe(true);
    expect(once?.taskGroups.map(({ taskName }) => taskName).toSorted()).toEqual([
      "m.test",
      "m.train",
    ]);
    expect(once?.taskGroups.find(({ taskName }) => taskName === "m.train")).toMatchObject({
      totalRuns: 2n,
      shortName: "train",
      averageFailureRate: 0,
      phaseCounts: [
        { phase: QUEUED, count: 1n },
        { phase: ABORTED, count: 1n },
      ],
    });
    const gone = new AbortController();
    const stream = setting.runs.watchGroups(asked, { signal: gone.signal });
    const watch = stream[Symbol.asyncIterator]();
    expect((await watch.next()).value?.taskGroups).toHaveLength(2);
    await createRun(setting, "four", { task: "m.test" });
    expect((await watch.next()).value?.taskGroups).toMatchObject([
      { taskName: "m.test", totalRuns: 2n },
    ]);
    gone.abort();
  });
});

describe("Aborting and signalling", () => {
  test("an abort says what became of it, and what has ended stays as it is", async () => {
    const setting = await start();
    const { runs } = setting;
    await createRun(setting, "r");
    await setting.engine.recordAction({ actionId: actionId("a1"), parent: "a0" });
    const said: (string | null)[] = [];
    const onHeader = (headers: Headers): number => said.push(headers.get("runledger-abort"));
    await runs.abortAction({ actionId: actionId("a1"), reason: "enough" }, { onHeader });
    await runs.abortRun({ runId: runId("r") }, { onHeader });
    await runs.abortRun({ runId: runId("r") }, { onHeader });
    expect(said).toEqual(["aborted", "aborted", expect.stringMatching(/ended|requested-before/)]);
    const { details } = await runs.getActionDetails({ actionId: actionId("a1") });
    expect(details?.result).toMatchObject({ case: "abortInfo", value: { reason: "enough" } });
    await expect(runs.abortRun({ runId: runId("none") })).rejects.toMatchObject({
      code: Code.NotFound,
    });
  });

  test("a signal resolves a condition once", async () => {
    const setting = await start();
    const { runs } = setting;
    await createRun(setting, "r");
    await setting.engine.recordAction({
      actionId: actionId("gate"),
      spec: {
        case: "condition",
        value: { name: "gate", type: { type: { case: "simple", value: 4 } } },
      },
    });
    const signal = (name: string, value: boolean | string) =>
      runs.signalEvent({
        actionId: actionId(name),
        payload: {
          value:
            typeof value === "string"
              ? { case: "stringValue", value }
              : { case: "boolValue", value },
        },
      });
    await expect(signal("gate", "yes")).rejects.toMatchObject({ code: Code.InvalidArgument });
    await signal("gate", true);
    await signal("gate", true);
    await expect(signal("gate", false)).rejects.toMatchObject({ code: Code.FailedPrecondition });
    await expect(signal("a0", true)).rejects.toMatchObject({ code: Code.FailedPrecondition });
    await expect(signal("none", true)).rejects.toMatchObject({ code: Code.NotFound });
    const { details } = await runs.getActionDetails({ actionId: actionId("gate") });
    expect(details?.status?.phase).toBe(SUCCEEDED);
    expect(details?.result.case).toBe("signalInfo");
  });
});

test("who prints an attempt's logs is told once it is known", async () => {
  const setting = await start();
  await createRun(setting, "r");
  const asked = { actionId: actionId("a0"), attempt: 1 };
  await expect(setting.runs.getActionLogContext(asked)).rejects.toMatchObject({
    code: Code.NotFound,
  });
  await report(setting, "a0", RUNNING, { cluster: "c", logContext: { primaryPodName: "pod" } });
  expect(await setting.runs.getActionLogContext(asked)).toMatchObject({
    cluster: "c",
    logContext: { primaryPodName: "pod" },
  });
});
