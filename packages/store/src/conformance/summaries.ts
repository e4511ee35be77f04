import assert from "node:assert/strict";
import type { AttemptErrorRow } from "../rows.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { noChanges, writeRun } from "./fixtures.ts";
import { withStore } from "./with-store.ts";

/** What is summed up: errors by their kind, and aborts that are due. */
export const summaryCases: readonly ConformanceCase[] = [
  withStore("groups errors by kind and code, the most frequent first", async (store) => {
    const run = await writeRun(
      store,
      "run",
      Array.from({ length: 9 }, () => ({})),
    );
    const second = await writeRun(store, "second");
    const elsewhere = await writeRun(store, "elsewhere", [{}], { project: "other" });
    const error = (number: number, attempt: number, more: Partial<AttemptErrorRow> = {}) => ({
      runId: run.id,
      actionNumber: number,
      attempt,
      kind: 1,
      code: "OOM",
      message: `message ${number}.${attempt}`,
      at: number * 10 + attempt,
      ...more,
    });
    const errors = [
      // Told of last and raised first: what counts is when it was raised.
      ...[8, 7, 6, 5, 4, 3].map((number) => error(number, 1)),
      error(3, 2),
      error(9, 1, { code: "Timeout" }),
      error(2, 1, { kind: 2 }),
      error(1, 1, { runId: second.id, at: 99, message: "the last one" }),
      error(1, 1, { runId: elsewhere.id }),
    ];
    await store.transact((transaction) => transaction.write({ ...noChanges, errors }));
    const ofRun = await store.groupErrors({ runId: run.id });
    assert.deepEqual(ofRun, [
      {
        kind: 1,
        code: "OOM",
        count: 7,
        firstAt: 31,
        lastAt: 81,
        message: "message 8.1",
        actions: ["action-2", "action-3", "action-4", "action-5", "action-6"],
      },
      {
        kind: 1,
        code: "Timeout",
        count: 1,
        firstAt: 91,
        lastAt: 91,
        message: "message 9.1",
        actions: ["action-8"],
      },
      {
        kind: 2,
        code: "OOM",
        count: 1,
        firstAt: 21,
        lastAt: 21,
        message: "message 2.1",
        actions: ["action-1"],
      },
    ]);
    const [most] = await store.groupErrors({ project: "project", domain: "domain" });
    assert.deepEqual(
      [most?.count, most?.lastAt, most?.message, most?.actions],
      [8, 99, "the last one", ["a0", "action-2", "action-3", "action-4", "action-5"]],
    );
    assert.deepEqual(await store.groupErrors({ project: "project", domain: "nobody" }), []);
  }),

  withStore(
    "lists the aborts that are due, the longest due first, with their records",
    async (store) => {
      const due = [null, 30, 10, 20, 40];
      const run = await writeRun(
        store,
        "run",
        due.map((abortDueAt) => ({ abortDueAt })),
      );
      const dueAt = async (at: number, limit: number) =>
        (await store.listPendingAborts({ dueAt: at, limit })).map((action) => action.abortDueAt);
      assert.deepEqual(await dueAt(30, 10), [10, 20, 30]);
      assert.deepEqual(await dueAt(100, 2), [10, 20]);
      assert.deepEqual(await dueAt(9, 10), []);
      const [first] = await store.listPendingAborts({ dueAt: 10, limit: 1 });
      assert.deepEqual(first, await store.getAction({ runId: run.id, name: "action-2" }));
    },
  ),
];
