import { describe, expect, test } from "vitest";
import * as exported from "./index.ts";
import { openLedger } from "./open-ledger.ts";
import { open, openMemory } from "./testing/open.ts";
import { report } from "./testing/messages.ts";
import { FAILED, QUEUED, RUNNING, SUCCEEDED } from "./testing/phases.ts";

test("the package exports what it means to", () => {
  expect(Object.keys(exported).sort()).toEqual([
    "LedgerError",
    "RECONCILED",
    "defaultLimits",
    "openLedger",
    "surelySound",
    "tuneGarbageCollection",
  ]);
});

describe("settings that make no sense are errors that name them", () => {
  test.each([
    [{ limits: { pageSize: 0 } }, "limits.pageSize"],
    [{ limits: { queuedReports: 1.5 } }, "limits.queuedReports"],
    [{ limits: { idleViewBytes: -1 } }, "limits.idleViewBytes"],
    [{ pollInterval: 0 }, "pollInterval"],
    [{ pollInterval: Number.NaN }, "pollInterval"],
  ])("%o", async (options, field) => {
    const store = await openMemory();
    expect(() => openLedger({ store, ...options })).toThrow(
      expect.objectContaining({
        kind: "invalid",
        violations: [expect.objectContaining({ field })],
      }),
    );
  });

  test("0 is a number of views to keep", async () => {
    const { ledger } = await open({ limits: { idleViewBytes: 0, cachedActions: 0 } });
    expect(ledger.limits).toMatchObject({ idleViewBytes: 0, pageSize: 1000 });
  });
});

test("counts what it answered", async () => {
  const { ledger } = await open();
  await ledger.record([
    report("r", "x", RUNNING),
    report("r", "x", RUNNING),
    report("r", "x", RUNNING, { cluster: "c" }),
    report("r", "x", QUEUED),
    report("r", "x", RUNNING, { version: 1 }),
    report("r", "x", SUCCEEDED),
    report("r", "x", FAILED),
  ]);
  expect(ledger.stats()).toEqual({
    reports: { moved: 2, updated: 1, late: 1, duplicate: 1, conflict: 1, rejected: 1 },
    transactions: { committed: 1, failed: 0 },
    queue: { reports: 0, bytes: 0 },
    views: { watched: 0, idle: 0, actions: 0, bytes: 0, idleBytes: 0, filling: 0, waiting: 0 },
    watches: { actions: 0, windows: 0, action: 0, events: 0, runs: 0 },
  });
});
