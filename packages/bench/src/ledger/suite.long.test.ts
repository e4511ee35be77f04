import { create } from "@bufbuild/protobuf";
import { type Ledger, openLedger } from "@runledger/ledger";
import { ActionEventSchema } from "@runledger/proto";
import { openStore } from "@runledger/store";
import { describe, expect, test } from "vitest";
import { BareDatabase } from "../store/bare-database.ts";
import { inFolder } from "../store/in-folder.ts";
import { listCase } from "./list-case.ts";
import { memoryCase } from "./memory-case.ts";
import { noteWrites } from "./noting-store.ts";
import { recordCase } from "./record-case.ts";
import { reportLedger } from "./report.ts";
import { ledgerSuite } from "./suite.ts";
import { countReports, takeBatches, tellReports } from "./told-reports.ts";
import { watchCase } from "./watch-case.ts";

test("what is told is legal, and every report of it is stored", async () => {
  const { ledger, close } = await open();
  const telling = { runs: 2, actions: 3 };
  const reports = tellReports(telling);
  // Once through, and once more: on other runs.
  for (const batch of takeBatches(reports, 2, countReports(telling))) {
    const results = await ledger.record(batch);
    expect(results.map(({ kind }) => kind).filter((kind) => kind === "rejected")).toEqual([]);
  }
  const { items } = await ledger.listRuns();
  expect(items).toHaveLength(4);
  await close();
});

test("what a store notes can be written elsewhere as it is, a batch in parts included", async () => {
  await inFolder(async (folder) => {
    const { ledger, close, take } = await open();
    const bare = await BareDatabase.create(`${folder}/bare.db`, { guarded: true });
    const reports = tellReports({ runs: 2, actions: 50 });
    for (const batch of takeBatches(reports, 3, 150)) await ledger.record(batch);
    const noted = take();
    expect(noted).toHaveLength(3);
    for (const changes of noted) bare.write(changes);
    expect(bare.list(1, 0, 1000).count).toBe(50);
    expect(take()).toEqual([]);
    bare.close();
    await close();
  });
});

test("what is refused is noted too", async () => {
  const { ledger, take, close } = await open();
  await ledger.record([{ event: create(ActionEventSchema) }]);
  const [changes] = take();
  expect(changes?.quarantine).toHaveLength(1);
  await close();
});

describe("a case measures itself", () => {
  test.each([
    [recordCase({ batch: 100, producers: 2, actions: 20 }), "of bare"],
    [listCase(30), "of bare"],
    [watchCase(2, 5), "p99 µs"],
    [memoryCase(20), "MB kept"],
  ])("$name", { timeout: 120_000 }, async ({ run }, metric) => {
    expect((await run())[metric]).toBeGreaterThan(0);
  });
});

test("cases have names of their own, and goals and tables name cases and metrics that there are", () => {
  const names = ledgerSuite.cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const goal of ledgerSuite.goals) expect(names).toContain(goal.case);
  const asked = new Set<string>();
  const all = new Proxy({}, { get: (_, name) => (asked.add(String(name)), {}) });
  expect(reportLedger(all)).toContain("| 1,000, 50,000 actions | – |");
  expect([...asked].filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name) => !asked.has(name))).toEqual([]);
});

interface Opened {
  readonly ledger: Ledger;
  readonly take: ReturnType<typeof noteWrites>["take"];
  readonly close: () => Promise<void>;
}

async function open(): Promise<Opened> {
  const { store, take } = noteWrites(await openStore("memory:"));
  const ledger = openLedger({ store });
  return {
    ledger,
    take,
    close: async () => {
      await ledger.close();
      await store.close();
    },
  };
}
