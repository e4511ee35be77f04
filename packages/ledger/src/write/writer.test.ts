import { StoreError, type Store } from "@runledger/store";
import { describe, expect, test } from "vitest";
import { because, report, runId } from "../testing/messages.ts";
import { open, openMemory } from "../testing/open.ts";
import { RUNNING, SUCCEEDED } from "../testing/phases.ts";
import { withMethods } from "../testing/with-methods.ts";

/** A store whose transactions can be held back and made to fail. */
function controlled(store: Store): {
  store: Store;
  hold: () => () => void;
  failWith: (error: Error | undefined) => void;
} {
  let gate: Promise<void> = Promise.resolve();
  let error: Error | undefined;
  const transact: Store["transact"] = async (work) => {
    await gate;
    if (error !== undefined) throw error;
    return store.transact(work);
  };
  return {
    store: withMethods(store, { transact }),
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    failWith: (next) => {
      error = next;
    },
  };
}

describe("group commit", () => {
  test("what waits at the same time shares a transaction, in order", async () => {
    const { ledger } = await open();
    const results = await Promise.all([
      ledger.record([report("r", "x", RUNNING)]),
      ledger.record([report("r", "x", SUCCEEDED)]),
      ledger.record([report("s", "x", RUNNING)]),
      ledger.abortRun(runId("s"), because),
    ]);
    expect(ledger.stats().transactions).toEqual({ committed: 1, failed: 0 });
    expect(results).toMatchObject([
      [{ kind: "moved", revision: 2 }],
      [{ kind: "moved", revision: 3 }],
      [{ kind: "moved", revision: 2 }],
      { kind: "aborted", moved: 2 },
    ]);
  });

  test("a batch that is larger than a transaction is answered as one", async () => {
    const { ledger } = await open();
    const reports = Array.from({ length: 2500 }, (_, index) => report("r", `x${index}`, RUNNING));
    const results = await ledger.record(reports);
    expect(results.map((result) => result.kind === "moved" && result.revision)).toEqual(
      reports.map((_, index) => index + 2),
    );
    expect(ledger.stats().transactions.committed).toBe(3);
  });

  test("one that can't be written doesn't take the others with it", async () => {
    const { ledger, store } = await open();
    await ledger.record([report("r", "x", RUNNING), report("s", "x", RUNNING)]);
    // Somebody moves the action behind the ledger's back: its revision is as before, so memory is trusted.
    const run = await store.getRun({ project: "project", domain: "test", name: "r" });
    const action = await store.getAction({ runId: run?.id ?? 0, name: "x" });
    if (run === undefined || action === undefined) throw new Error("the run isn't known");
    await store.transact(async (transaction) => {
      await transaction.lockRun(run);
      const moved = { ...action, phase: SUCCEEDED };
      await transaction.write({
        runs: [run],
        actions: [moved],
        events: [],
        errors: [],
        quarantine: [],
      });
    });
    const settled = await Promise.allSettled([
      ledger.record([report("s", "x", SUCCEEDED)]),
      ledger.record([report("r", "x", RUNNING, { version: 1 })]),
    ]);
    expect(settled).toMatchObject([
      { status: "fulfilled", value: [{ kind: "moved" }] },
      { status: "rejected", reason: { kind: "internal", cause: { kind: "guard" } } },
    ]);
  });
});

describe("a store in trouble", () => {
  test.each([
    ["busy", "unavailable", 500],
    ["unavailable", "unavailable", 500],
    ["full", "storage", undefined],
    ["readonly", "storage", undefined],
    ["closed", "closed", undefined],
  ] as const)(
    "%s: told as %s, and it goes on when the trouble is over",
    async (kind, told, retryAfter) => {
      const { failWith, store } = controlled(await openMemory());
      const { ledger } = await open({ store });
      failWith(new StoreError(kind, "trouble"));
      const waiting = [report("r", "x", RUNNING), report("r", "y", RUNNING)].map((each) =>
        ledger.record([each]).catch((error: unknown) => error),
      );
      for (const failure of await Promise.all(waiting)) {
        expect(failure).toMatchObject({ name: "LedgerError", kind: told, retryAfter });
      }
      failWith(undefined);
      expect(await ledger.record([report("r", "x", RUNNING)])).toMatchObject([{ kind: "moved" }]);
    },
  );
});

describe("limits", () => {
  test("reports in a batch", async () => {
    const { ledger } = await open({ limits: { reportsPerBatch: 2 } });
    const three = ["x", "y", "z"].map((name) => report("r", name, RUNNING));
    await expect(ledger.record(three)).rejects.toMatchObject({
      kind: "limit",
      limit: { name: "reportsPerBatch", limit: 2, actual: 3 },
      message: expect.stringContaining("limits.reportsPerBatch"),
    });
    expect(await ledger.getRun(runId("r"))).toBeUndefined();
  });

  test.each([
    ["queuedReports", { queuedReports: 2 }],
    ["queuedBytes", { queuedBytes: 10 }],
  ])("%s: who comes above it is told when to come again", async (name, limits) => {
    const { hold, store } = controlled(await openMemory());
    const { ledger } = await open({ store, limits });
    const release = hold();
    const first = ledger.record([report("r", "x", RUNNING)]);
    // The first one is being written; these two wait.
    await Promise.resolve();
    await Promise.resolve();
    const waiting = ["y", "z"].map((each) =>
      ledger.record([report("r", each, RUNNING)]).catch((error: unknown) => error),
    );
    const failure = await ledger
      .record(["u", "v"].map((each) => report("r", each, RUNNING, { cluster: "cluster" })))
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      kind: "overloaded",
      limit: { name },
      retryAfter: expect.any(Number),
    });
    release();
    expect(await first).toMatchObject([{ kind: "moved" }]);
    await Promise.all(waiting);
    expect(ledger.stats().queue).toEqual({ reports: 0, bytes: 0 });
  });

  test("a batch alone is written even if it is larger than the queue may be", async () => {
    const { ledger } = await open({ limits: { queuedReports: 1 } });
    const two = ["x", "y"].map((name) => report("r", name, RUNNING));
    expect(await ledger.record(two)).toMatchObject([{ kind: "moved" }, { kind: "moved" }]);
  });
});

describe("closing", () => {
  test("writes what waits, and refuses what comes", async () => {
    const { hold, store } = controlled(await openMemory());
    const { ledger } = await open({ store });
    const release = hold();
    const waiting = ledger.record([report("r", "x", RUNNING)]);
    const closing = ledger.close();
    await expect(ledger.record([report("r", "y", RUNNING)])).rejects.toMatchObject({
      kind: "closed",
    });
    await expect(ledger.getRun(runId("r"))).rejects.toMatchObject({ kind: "closed" });
    release();
    expect(await waiting).toMatchObject([{ kind: "moved" }]);
    await closing;
    expect(await store.getRun({ project: "project", domain: "test", name: "r" })).toBeDefined();
  });
});
