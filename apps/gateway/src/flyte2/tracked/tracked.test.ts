import { type Client, Code } from "@connectrpc/connect";
import { ActionPhase } from "@runledger/proto";
import { RunService, TrackedRunService } from "@runledger/proto/flyteidl2/workflow";
import { describe, expect, test } from "vitest";
import { collect } from "../../testing/collect.ts";
import { rpcClient } from "../../testing/rpc-client.ts";
import { startTestGateway, type TestGateway } from "../../testing/start-test-gateway.ts";

const { RUNNING, SUCCEEDED, FAILED, ABORTED, UNSPECIFIED } = ActionPhase;
const runId = { project: "p", domain: "d", name: "tracked" };

interface Setting {
  readonly gateway: TestGateway;
  readonly tracked: Client<typeof TrackedRunService>;
  readonly runs: Client<typeof RunService>;
}

async function start(): Promise<Setting> {
  const gateway = await startTestGateway();
  const tracked = rpcClient(TrackedRunService, gateway);
  await tracked.createRun({
    id: { case: "runId", value: runId },
    task: { case: "taskId", value: { name: "m.main", version: "v1" } },
    labels: { team: "a" },
    runSpec: { labels: { values: { team: "b", other: "c" } } },
    offloadedInputData: { uri: "s3://in" },
  });
  return { gateway, tracked, runs: rpcClient(RunService, gateway) };
}

const event = (name: string, phase: ActionPhase, attempt = 1, version = 0) => ({
  event: { id: { run: runId, name }, attempt, phase, version },
});

describe("A tracked run", () => {
  test("is declared, and the same again is a success; another one of the name is refused", async () => {
    const { tracked } = await start();
    const same = {
      id: { case: "runId", value: runId },
      task: { case: "taskId", value: { name: "m.main", version: "v1" } },
      labels: { team: "a" },
      runSpec: { labels: { values: { team: "b", other: "c" } } },
      offloadedInputData: { uri: "s3://in" },
    } as const;
    const { run } = await tracked.createRun(same);
    expect(run?.labels).toEqual({ team: "a", other: "c" });
    await expect(tracked.createRun({ ...same, labels: {} })).rejects.toMatchObject({
      code: Code.AlreadyExists,
    });
  });

  test("is seen by every surface, with its nested tasks, a retry and a trace", async () => {
    const { gateway, tracked, runs } = await start();
    const task = { case: "task", value: { spec: { shortName: "child" } } } as const;
    const trace = { case: "trace", value: { name: "fetch", spec: {} } } as const;
    const { statuses } = await tracked.reportActions({
      runId,
      updates: [
        event("a0", RUNNING),
        { ...event("b", RUNNING), parentName: "a0", group: "g", spec: task },
        event("b", FAILED),
        event("b", RUNNING, 2),
        event("b", SUCCEEDED, 2),
        { ...event("t", SUCCEEDED), parentName: "b", spec: trace },
        event("a0", SUCCEEDED),
      ],
    });
    expect(statuses.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const { actions } = await runs.listActions({ runId });
    expect(
      actions.map(({ id, metadata, status }) => [
        id?.name,
        metadata?.parent,
        metadata?.group,
        status?.phase,
        status?.attempts,
      ]),
    ).toEqual([
      ["a0", "", "", SUCCEEDED, 1],
      ["b", "a0", "g", SUCCEEDED, 2],
      ["t", "b", "", SUCCEEDED, 1],
    ]);
    const { data } = await gateway.send("{ runs { nodes { name phase } } }");
    expect(data.runs.nodes).toEqual([{ name: "tracked", phase: "SUCCEEDED" }]);
    const details = await collect(tracked.watchRunDetails({ runId }));
    expect(details).toHaveLength(1);
    expect(await collect(tracked.watchActions({ runId }))).not.toEqual([]);
  });

  test("takes repeats, and answers for each report by itself", async () => {
    const { tracked } = await start();
    const elsewhere = { ...runId, name: "elsewhere" };
    const updates = [
      event("a0", RUNNING),
      event("a0", RUNNING),
      { event: { id: { run: runId, name: "a0" }, attempt: 1, phase: RUNNING, cluster: "other" } },
      event("a0", UNSPECIFIED, 1, 1),
      {},
      { event: { id: { run: elsewhere, name: "a0" }, attempt: 1, phase: RUNNING } },
      event("a0", SUCCEEDED),
      event("a0", FAILED, 2),
    ];
    const { statuses } = await tracked.reportActions({ runId, updates });
    expect(statuses.map(({ code }) => code)).toEqual([
      0,
      0,
      Code.AlreadyExists,
      Code.InvalidArgument,
      Code.InvalidArgument,
      Code.InvalidArgument,
      0,
      Code.FailedPrecondition,
    ]);
    expect(statuses[2]?.message).toMatch(/^RL304: /);
  });

  test("that was aborted refuses what is reported later", async () => {
    const { tracked } = await start();
    await tracked.reportActions({ runId, updates: [event("a0", RUNNING)] });
    await tracked.abortRun({ runId, reason: "enough" });
    await tracked.abortRun({ runId });
    const { statuses } = await tracked.reportActions({
      runId,
      updates: [event("a0", SUCCEEDED), event("new", RUNNING)],
    });
    expect(statuses.map(({ code }) => code)).toEqual([
      Code.FailedPrecondition,
      Code.FailedPrecondition,
    ]);
    const { details } = await tracked.getRunDetails({ runId });
    expect(details?.action?.status?.phase).toBe(ABORTED);
  });

  test("is all that its service shows and takes", async () => {
    const { tracked, runs } = await start();
    const other = { ...runId, name: "own" };
    await runs.createRun({
      id: { case: "runId", value: other },
      task: { case: "taskSpec", value: {} },
    });
    expect((await runs.listRuns({})).runs).toHaveLength(2);
    expect((await tracked.listRuns({})).runs).toHaveLength(1);
    const calls = [
      tracked.getRunDetails({ runId: other }),
      tracked.getActionDetails({ actionId: { run: other, name: "a0" } }),
      tracked.listActions({ runId: other }),
      tracked.abortRun({ runId: other }),
      tracked.reportActions({ runId: other, updates: [] }),
      collect(tracked.watchRunDetails({ runId: other })),
      collect(tracked.watchActions({ runId: other })),
      collect(tracked.watchActionDetails({ actionId: { run: other, name: "a0" } })),
    ];
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ status: "rejected", reason: { code: Code.NotFound } });
    }
  });
});
