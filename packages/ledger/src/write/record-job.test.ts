import { create, fromBinary } from "@bufbuild/protobuf";
import { ActionEventSchema, ReportOutcome } from "@runledger/proto";
import { LEDGER_PRODUCER, LEDGER_VERSION, rules } from "@runledger/state";
import { describe, expect, test } from "vitest";
import type { Report } from "../report.ts";
import { actionId, at, because, declaration, report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { FAILED, PAUSED, QUEUED, RUNNING, SUCCEEDED, UNSPECIFIED } from "../testing/phases.ts";

describe("what becomes of a report", () => {
  test("moved, updated, late, duplicate, conflict, rejected: an answer each, in order", async () => {
    const { ledger } = await open();
    const running = report("r", "x", RUNNING, { updatedTime: at(1) });
    const results = await ledger.record([
      running,
      report("r", "x", RUNNING, { version: 1, cluster: "c" }),
      report("r", "x", QUEUED),
      running,
      report("r", "x", RUNNING, { updatedTime: at(2) }),
      report("r", "x", SUCCEEDED),
      report("r", "x", FAILED),
    ]);
    expect(results).toMatchObject([
      { kind: "moved", revision: 2, from: UNSPECIFIED, to: RUNNING, attempt: 1 },
      { kind: "updated", revision: 3, from: RUNNING, to: RUNNING },
      { kind: "late", revision: 4, from: RUNNING, to: RUNNING },
      { kind: "duplicate" },
      { kind: "conflict", rule: "RL304", from: RUNNING, reported: RUNNING, quarantineId: 1 },
      { kind: "moved", revision: 5, from: RUNNING, to: SUCCEEDED },
      { kind: "rejected", rule: "RL302", from: SUCCEEDED, fromAttempt: 1, legal: [] },
    ]);
  });

  test("repeats and conflicts are told from the database too, not only from memory", async () => {
    const { store, ledger } = await open();
    await ledger.record([report("r", "x", RUNNING), report("r", "x", RUNNING, { version: 1 })]);
    const { ledger: other } = await open({ store });
    const results = await other.record([
      report("r", "x", RUNNING, { version: 1 }),
      report("r", "x", RUNNING, { cluster: "other" }),
    ]);
    expect(results).toMatchObject([{ kind: "duplicate" }, { kind: "conflict" }]);
  });

  test("what another ledger wrote in between is seen, whatever this one remembers", async () => {
    const { store, ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const { ledger: other } = await open({ store });
    await other.record([report("r", "x", SUCCEEDED)]);
    const [result] = await ledger.record([report("r", "x", FAILED)]);
    expect(result).toMatchObject({ kind: "rejected", rule: "RL302", from: SUCCEEDED });
  });

  test("every stored report has a revision of its own, and is listed as it came", async () => {
    const { ledger } = await open();
    const told = report("r", "x", RUNNING, { producer: "engine", updatedTime: at(1), version: 7 });
    await ledger.record([told, report("r", "a0", RUNNING)]);
    const { items } = await ledger.listEvents(runId("r"));
    expect(
      items.map(({ event, outcome, revision }) => [revision, event?.id?.name, outcome]),
    ).toEqual([
      [1n, "a0", ReportOutcome.MOVED],
      [2n, "x", ReportOutcome.MOVED],
      [3n, "a0", ReportOutcome.MOVED],
    ]);
    expect(items[1]?.event).toEqual(told.event);
    expect(items[0]?.event).toMatchObject({ producer: LEDGER_PRODUCER, version: LEDGER_VERSION });
    expect((await ledger.getRun(runId("r")))?.revision).toBe(3n);
  });
});

describe("what nobody declared", () => {
  test("a run is created with its root, and actions are below that", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const run = await ledger.getRun(runId("r"));
    expect(run).toMatchObject({ declared: false, settled: false });
    expect(run?.action?.status?.phase).toBe(QUEUED);
    const action = await ledger.getAction(actionId("r", "x"));
    expect(action?.metadata?.parent).toBe("a0");
  });

  test.each([
    ["no phase", report("r", "x", UNSPECIFIED), "RL102"],
    ["a phase that isn't in the schema", report("r", "x", 99), "RL103"],
    ["the ledger's own version", report("r", "x", RUNNING, { version: LEDGER_VERSION }), "RL104"],
    ["an attempt above the maximum", report("r", "x", RUNNING, { attempt: 1001 }), "RL201"],
    ["a later attempt that waits", report("r", "x", PAUSED, { attempt: 2 }), "RL202"],
  ])("a run is not created by a report that is refused: %s", async (_, refused, rule) => {
    const { ledger, store } = await open();
    const [result] = await ledger.record([refused]);
    expect(result).toMatchObject({ kind: "rejected", rule, from: UNSPECIFIED, fromAttempt: 0 });
    expect(await store.getRun(runId("r"))).toBeUndefined();
    expect((await ledger.listQuarantine()).items).toMatchObject([{ rule, id: 1n }]);
  });
});

describe("malformed reports", () => {
  const sound = report("r", "x", RUNNING);

  test.each<[string, Report, string]>([
    ["no id", { event: create(ActionEventSchema, { attempt: 1, phase: RUNNING }) }, "event.id"],
    ["no action", report("r", "", RUNNING), "event.id.name"],
    ["a run's name", report("r r", "x", RUNNING), 'event.id.run.name is "r r"'],
    ["attempt 0", report("r", "x", RUNNING, { attempt: 0 }), "event.attempt is 0"],
    [
      "a time that JSON can't tell",
      report("r", "x", RUNNING, { updatedTime: { seconds: 253_402_300_800n } }),
      "event.updated_time is 253402300800 s",
    ],
    ["a number out of range", report("r", "x", RUNNING, { version: 2 ** 33 }), "event can't be"],
    [
      "too many bytes",
      report("r", "x", RUNNING, { outputs: { outputUri: "s".repeat(2000) }, cluster: "c" }),
      "limits.bytesPerReport",
    ],
  ])("%s: refused alone, with the field, the value and the way out", async (_, bad, message) => {
    const { ledger } = await open({ limits: { bytesPerReport: 1000 } });
    const results = await ledger.record([sound, bad, report("r", "x", SUCCEEDED)]);
    expect(results).toMatchObject([{ kind: "moved" }, { rule: "RL101" }, { kind: "moved" }]);
    const refused = results[1];
    if (refused?.kind !== "rejected") throw new Error("the report was taken");
    expect(refused.message).toContain(message);
    expect(refused.message).toContain(rules.RL101.wayOut);
    expect(refused.quarantineId).toBe(1);
  });

  test("are kept as they came, as far as that can be", async () => {
    const { ledger, store } = await open({ limits: { bytesPerReport: 100 } });
    await ledger.record([
      report("r", "x", RUNNING, { attempt: 0, producer: "p" }),
      report("r", "x", RUNNING, { cluster: "c".repeat(200), producer: "p" }),
    ]);
    const rows = await store.listQuarantine({ limit: 10 });
    const [long, short] = rows.map(({ event }) => fromBinary(ActionEventSchema, event));
    expect(short?.id?.name).toBe("x");
    expect(long).toMatchObject({ phase: RUNNING, producer: "p", cluster: "" });
    expect(rows[0]).toMatchObject({ run: "r", action: "x", producer: "p", rule: "RL101" });
  });
});

describe("a declaration that comes with a report", () => {
  test("is judged first, and answered for by itself", async () => {
    const { ledger } = await open();
    const results = await ledger.record([
      {
        ...report("r", "x", RUNNING, { attempt: 3 }),
        declaration: declaration("", { metadata: { maxAttempts: 2 } }),
      },
      { ...report("r", "y", RUNNING), declaration: declaration("z") },
      {
        ...report("r", "y", SUCCEEDED),
        declaration: declaration("y", { metadata: { parent: "x" } }),
      },
    ]);
    expect(results).toMatchObject([
      { kind: "rejected", rule: "RL201", declaration: { kind: "declared" } },
      { kind: "moved", declaration: { kind: "refused", rule: "RL101" } },
      { kind: "moved", declaration: { kind: "declared" } },
    ]);
    expect((await ledger.getAction(actionId("r", "y")))?.metadata?.parent).toBe("x");
  });
});

describe("after a run was aborted", () => {
  test("actions that it doesn't have are refused, and known ones are judged by their own", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    await ledger.abortRun(runId("r"), because);
    const results = await ledger.record([
      report("r", "new", RUNNING),
      { ...report("r", "x", QUEUED), declaration: declaration("new") },
      report("r", "x", SUCCEEDED),
    ]);
    expect(results).toMatchObject([
      { kind: "rejected", rule: "RL401" },
      { kind: "late", declaration: { kind: "refused", rule: "RL101" } },
      { kind: "rejected", rule: "RL303" },
    ]);
  });

  test("that is known after a restart too", async () => {
    const { ledger, store } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    await ledger.abortRun(runId("r"), because);
    const { ledger: other } = await open({ store });
    const [result] = await other.record([report("r", "new", RUNNING)]);
    expect(result).toMatchObject({ rule: "RL401" });
    expect(await other.declareActions(runId("r"), [declaration("new")])).toMatchObject([
      { kind: "refused", rule: "RL401" },
    ]);
  });
});
