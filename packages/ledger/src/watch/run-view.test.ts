import { expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import { because, report, runId } from "../testing/messages.ts";
import { open, openMemory } from "../testing/open.ts";
import { RUNNING, SUCCEEDED } from "../testing/phases.ts";
import { turns } from "../testing/pump.ts";
import { tellFrame } from "../testing/tell-frame.ts";
import { withMethods } from "../testing/with-methods.ts";

/** More than two pages of the log. */
const MANY = 4500;

test("a view that is being filled is shown to nobody, though pages come and the run goes on", async () => {
  const store = await openMemory();
  const { ledger: writer } = await open({ store });
  const names = Array.from({ length: MANY }, (_, index) => `x${index}`);
  await writer.record(names.map((name) => report("r", name, RUNNING)));
  let pages = 0;
  const slow = withMethods(store, {
    actionsChanged: async (query) => {
      pages += 1;
      const page = await store.actionsChanged(query);
      // Rows that were read already change, and so do some that were not.
      if (pages < 3) {
        await writer.record([
          report("r", "x0", RUNNING, { version: pages }),
          report("r", `x${MANY - pages}`, SUCCEEDED),
        ]);
        await turns(3);
      }
      return page;
    },
  });
  const { ledger } = await open({ store: slow });
  const watch = async (startAfter: number) => {
    await turns(startAfter);
    const frames = await collect(ledger.watchActions(runId("r")), 11);
    const shown = new Map<string, bigint>();
    for (const { frame } of frames) {
      if (frame.case === "snapshotComplete") {
        expect([...shown.values()].filter((revision) => revision > frame.value.revision)).toEqual(
          [],
        );
        return { total: Number(frame.value.total), shown: shown.size };
      }
      if (frame.case !== "snapshot") throw new Error(`a ${frame.case} in the snapshot`);
      for (const { action } of frame.value.actions) {
        shown.set(action?.id?.name ?? "", action?.status?.revision ?? 0n);
      }
    }
    throw new Error("no marker");
  };
  const results = await Promise.all([0, 1, 2, 3, 4, 5, 6, 8].map(watch));
  for (const result of results) expect(result).toEqual({ total: MANY + 1, shown: MANY + 1 });
  expect(ledger.stats().views.actions).toBe(MANY + 1);
});

test("nor to one who knows the run only as it was when the first page ends there", async () => {
  const store = await openMemory();
  const { ledger: writer } = await open({ store });
  const reports = Array.from({ length: MANY }, (_, index) => report("r", `x${index}`, RUNNING));
  // The root and these make a page of the log, to the row.
  await writer.record(reports.slice(0, 1999));
  const [late, rest] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let [runs, pages] = [0, 0];
  const slow = withMethods(store, {
    getRun: async (key) => {
      runs += 1;
      const isSecond = runs === 2;
      const row = await store.getRun(key);
      if (isSecond) await late.promise;
      return row;
    },
    actionsChanged: async (query) => {
      pages += 1;
      // The run goes on before the first page is read; the second is waited for.
      if (pages === 1) await writer.record([...reports.slice(1999), report("r", "x0", SUCCEEDED)]);
      if (pages === 2) late.resolve();
      if (pages === 2) await rest.promise;
      return store.actionsChanged(query);
    },
  });
  const { ledger } = await open({ store: slow });
  const total = async () => {
    for await (const { frame } of ledger.watchActions(runId("r"))) {
      if (frame.case === "snapshotComplete") return frame.value.total;
    }
    return 0n;
  };
  const totals = [total(), total()];
  await late.promise;
  await turns(5);
  rest.resolve();
  expect(await Promise.all(totals)).toEqual([BigInt(MANY + 1), BigInt(MANY + 1)]);
});

test("a log that lags behind what is known of the run ends no watch before its time", async () => {
  const store = await openMemory();
  const { ledger: writer } = await open({ store });
  await writer.record([report("r", "x", RUNNING)]);
  let lags = false;
  const lagging = withMethods(store, {
    actionsChanged: async (query) => (lags ? [] : store.actionsChanged(query)),
  });
  const { clock, ledger } = await open({ store: lagging });
  const frames = ledger.watchActions(runId("r"))[Symbol.asyncIterator]();
  await frames.next();
  await frames.next();
  lags = true;
  await writer.abortRun(runId("r"), because);
  const next = frames.next();
  clock.advance(1000);
  await turns(5);
  lags = false;
  await writer.record([report("r", "x", RUNNING, { version: 1 })]);
  clock.advance(1000);
  const { value } = await next;
  expect(value && tellFrame(value)).toBe("changed @5 a0:7@3{7:1} x:7@5");
  const last = await frames.next();
  expect(last.value && tellFrame(last.value)).toBe("settled @5 7");
});
