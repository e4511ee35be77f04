import { create } from "@bufbuild/protobuf";
import { type Ledger, type LedgerLimits, defaultLimits, openLedger } from "@runledger/ledger";
import { type ActionEvent, ActionEventSchema, ActionPhase } from "@runledger/proto";
import { openStore } from "@runledger/store";
import { expect, onTestFinished, test } from "vitest";
import { countingLedger } from "../../testing/counting-ledger.ts";
import { gatherReports } from "./gather-reports.ts";

const run = { project: "p", domain: "d", name: "r" };

function report(name: string, phase: ActionPhase = ActionPhase.RUNNING): ActionEvent {
  return create(ActionEventSchema, {
    id: { run, name },
    attempt: 1,
    phase,
    updatedTime: { seconds: 1n },
  });
}

async function open(limits: Partial<LedgerLimits> = {}): Promise<[Ledger, Map<string, number>]> {
  const store = await openStore("memory:");
  const ledger = openLedger({ store, limits: { ...defaultLimits, ...limits } });
  onTestFinished(async () => {
    await ledger.close();
    await store.close();
  });
  const asked = new Map<string, number>();
  return [countingLedger(ledger, asked), asked];
}

test("records what comes in one turn by one call, and answers each by itself", async () => {
  const [ledger, asked] = await open();
  const record = gatherReports(ledger);
  const phases = [ActionPhase.RUNNING, ActionPhase.UNSPECIFIED, ActionPhase.SUCCEEDED];
  const results = await Promise.all(phases.map((phase, i) => record(report(`a${i + 1}`, phase))));
  expect(results.map(({ kind }) => kind)).toEqual(["moved", "rejected", "moved"]);
  expect(asked).toEqual(new Map([["record", 1]]));
  // And so again.
  expect(await record(report("a1"))).toMatchObject({ kind: "duplicate" });
  expect(asked).toEqual(new Map([["record", 2]]));
});

test("takes no more together than a stream has under way", async () => {
  const [ledger, asked] = await open();
  const record = gatherReports(ledger);
  const names = Array.from({ length: 600 }, (_, i) => `b${i}`);
  const results = await Promise.all(names.map((name) => record(report(name))));
  expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(["moved"]));
  expect(asked).toEqual(new Map([["record", 3]]));
});

test("records each by itself where the ledger doesn't take them together", async () => {
  const [ledger] = await open({ reportsPerBatch: 1 });
  const record = gatherReports(ledger);
  const results = await Promise.all(["c1", "c2", "c3"].map((name) => record(report(name))));
  expect(results.map(({ kind }) => kind)).toEqual(["moved", "moved", "moved"]);
});

test("passes on what the ledger throws", async () => {
  const [ledger] = await open();
  await ledger.close();
  const record = gatherReports(ledger);
  await expect(Promise.all([record(report("d1")), record(report("d2"))])).rejects.toMatchObject({
    kind: "closed",
  });
});
