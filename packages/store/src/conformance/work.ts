import assert from "node:assert/strict";
import type { ClaimedWork, WorkRow } from "../rows.ts";
import type { Store, WorkClaim } from "../store.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { bytes, noChanges, writeRun } from "./fixtures.ts";
import { withStore } from "./with-store.ts";

const NOW = 1000;

/** Writes a run with work for each of its actions, in the order of their deadlines, due now. */
export async function queue(
  store: Store,
  name: string,
  work: readonly Partial<WorkRow>[],
): Promise<WorkRow[]> {
  const run = await writeRun(
    store,
    name,
    work.map(() => ({})),
  );
  const rows = work.map((each, i): WorkRow => ({
    runId: run.id,
    actionNumber: i + 1,
    project: run.project,
    taskType: "shell",
    dueAt: NOW,
    deadlineAt: i,
    owner: "",
    leasedUntil: 0,
    fence: 0,
    record: bytes(i),
    ...each,
  }));
  await store.transact((transaction) => transaction.write({ ...noChanges, work: rows }));
  return rows;
}

function claim(store: Store, wanted: Partial<WorkClaim> = {}): Promise<ClaimedWork[]> {
  const all: WorkClaim = { owner: "w", now: NOW, until: NOW + 100, limit: 10, ...wanted };
  return store.transact((transaction) => transaction.claimWork(all));
}

function load(store: Store, { runId, actionNumber }: WorkRow): Promise<WorkRow | undefined> {
  return store.transact(async (transaction) => {
    const [row] = await transaction.loadWork([{ runId, actionNumber }]);
    return row;
  });
}

const numbers = (work: readonly WorkRow[]): number[] =>
  work.map(({ actionNumber }) => actionNumber);

/** What a store promises of the work that it gives out. */
export const workCases: readonly ConformanceCase[] = [
  withStore(
    "leases due work by deadline, with its action, and says so in its row",
    async (store) => {
      const [, second] = await queue(store, "run", [
        { deadlineAt: 9 },
        { deadlineAt: 5 },
        { deadlineAt: 7 },
      ]);
      assert.ok(second);
      const key = { project: second.project, domain: "domain", name: "run" };
      const run = await store.getRun(key);
      const action = await store.getAction({ runId: second.runId, name: "action-1" });
      assert.ok(action?.record.length);
      const [got, ...others] = await claim(store, { limit: 2 });
      assert.deepEqual(got, {
        ...second,
        owner: "w",
        leasedUntil: NOW + 100,
        fence: 1,
        org: "org",
        domain: "domain",
        run: "run",
        action: "action-1",
        runPhase: run?.phase,
        actionRevision: action?.revision,
        actionMetadata: action?.metadata,
        actionRecord: action?.record,
      });
      assert.deepEqual(numbers(others), [3]);
      assert.deepEqual(numbers(await claim(store)), [1]);
      assert.deepEqual(await claim(store), []);
      assert.equal((await load(store, second))?.fence, 1);
    },
  ),

  withStore("gives out no work before it is due, and none that waits for news", async (store) => {
    await queue(store, "run", [{ dueAt: NOW + 1 }, { dueAt: null }, {}]);
    assert.deepEqual(numbers(await claim(store)), [3]);
    assert.deepEqual(numbers(await claim(store, { now: NOW + 1, until: NOW + 200 })), [1]);
  }),

  withStore(
    "gives work that wasn't renewed to the next worker, under another fence",
    async (store) => {
      const [row] = await queue(store, "run", [{}]);
      assert.ok(row);
      await claim(store);
      assert.deepEqual(await claim(store, { owner: "other", now: NOW + 99 }), []);
      const [taken] = await claim(store, { owner: "other", now: NOW + 100, until: NOW + 200 });
      assert.equal(taken?.fence, 2);
      const lease = { runId: row.runId, actionNumber: 1 };
      const renewed = await store.transact(async (transaction) => [
        await transaction.renewWork("w", NOW + 999, [{ ...lease, fence: 1 }]),
        await transaction.renewWork("w", NOW + 999, [{ ...lease, fence: 2 }]),
        await transaction.renewWork("other", NOW + 300, [{ ...lease, fence: 2 }]),
      ]);
      assert.deepEqual(renewed, [[], [], [{ ...lease, dueAt: NOW }]]);
      assert.deepEqual(await claim(store, { now: NOW + 299 }), []);
      assert.equal((await load(store, row))?.leasedUntil, NOW + 300);
    },
  ),

  withStore("lists the task types that workers have said they take, lately", async (store) => {
    const note = (taskTypes: string[], now: number, since: number): Promise<string[]> =>
      store.transact((transaction) => transaction.noteTaskTypes({ taskTypes, now, since }));
    assert.deepEqual(await note(["shell", "http", "shell"], 10, 0), ["http", "shell"]);
    assert.deepEqual(await note(["http"], 20, 10), ["http", "shell"]);
    assert.deepEqual(await note([], 30, 20), ["http"]);
  }),

  withStore("gives out work of the task types that were asked for alone", async (store) => {
    const odd = 'a "b", {c}';
    await queue(store, "run", [{}, { taskType: odd }, { taskType: "" }, { taskType: "slow" }]);
    assert.deepEqual(numbers(await claim(store, { taskTypes: [] })), []);
    assert.deepEqual(numbers(await claim(store, { taskTypes: [odd, ""], limit: 1 })), [2]);
    const limited = { taskTypes: [odd, "", "slow"], perProject: 9, perTaskType: 1 };
    assert.deepEqual(numbers(await claim(store, limited)), [3, 4]);
    assert.deepEqual(numbers(await claim(store)), [1]);
  }),

  withStore("keeps to the limits of projects and task types, over all workers", async (store) => {
    const a = { project: "a" };
    const b = { project: "b" };
    await queue(store, "run", [a, a, a, b, { ...b, taskType: "slow" }, { ...b, taskType: "slow" }]);
    const limits = { perProject: 2, perTaskType: 3 };
    const first = await claim(store, { ...limits, limit: 1 });
    assert.deepEqual(numbers(first), [1]);
    // Of shell, two more may be; of project a, one.
    const second = await claim(store, { ...limits, owner: "other" });
    assert.deepEqual(numbers(second), [2, 5, 6]);
    assert.deepEqual(await claim(store, limits), []);
    const done = first.map(({ runId, actionNumber }) => ({ runId, actionNumber }));
    await store.transact((transaction) => transaction.write({ ...noChanges, workDone: done }));
    assert.deepEqual(numbers(await claim(store, limits)), [3]);
  }),

  withStore("neither gives nor counts what takes no place", async (store) => {
    const waits = { taskType: "workflow" };
    await queue(store, "run", [waits, {}, waits, {}]);
    const exceptTaskTypes = ["workflow"];
    assert.deepEqual(numbers(await claim(store, { taskTypes: exceptTaskTypes })), [1, 3]);
    assert.deepEqual(await claim(store, { perProject: 2 }), []);
    assert.deepEqual(numbers(await claim(store, { perProject: 1, exceptTaskTypes })), [2]);
    assert.deepEqual(numbers(await claim(store, { exceptTaskTypes })), [4]);
  }),

  withStore("gives work to one worker only, however many ask at once", async (store) => {
    await queue(
      store,
      "run",
      Array.from({ length: 40 }, () => ({})),
    );
    const claims = Array.from({ length: 8 }, (_, i) => claim(store, { owner: `w${i}`, limit: 6 }));
    const got = (await Promise.all(claims)).flat();
    const rest = await claim(store, { limit: 40 });
    const all = numbers([...got, ...rest]).toSorted((x, y) => x - y);
    assert.deepEqual(
      all,
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
  }),

  withStore("makes work due earlier and never later, and forgets what is done", async (store) => {
    const [idle, soon, gone] = await queue(store, "run", [{ dueAt: null }, { dueAt: 7 }, {}]);
    assert.ok(idle && soon && gone);
    const due = (row: WorkRow) => ({ runId: row.runId, actionNumber: row.actionNumber, dueAt: 50 });
    await store.transact((transaction) =>
      transaction.write({
        ...noChanges,
        workDue: [due(idle), due(soon), { ...due(gone), actionNumber: 99 }],
        workDone: [{ runId: gone.runId, actionNumber: gone.actionNumber }],
      }),
    );
    assert.equal((await load(store, idle))?.dueAt, 50);
    assert.equal((await load(store, soon))?.dueAt, 7);
    assert.equal(await load(store, gone), undefined);
  }),

  withStore("writes known work as it is now", async (store) => {
    const [row] = await queue(store, "run", [{}]);
    assert.ok(row);
    const changed = {
      ...row,
      dueAt: null,
      owner: "x",
      leasedUntil: 5,
      fence: 3,
      record: bytes(9, 9),
    };
    await store.transact((transaction) => transaction.write({ ...noChanges, work: [changed] }));
    assert.deepEqual(await load(store, row), changed);
  }),
];
