import assert from "node:assert/strict";
import { actionPhaseLifecycle } from "@runledger/state";
import type { ActionColumn, After, RunColumn, Sort } from "../queries.ts";
import type { ActionRow, RunRow } from "../rows.ts";
import { allPages } from "./all-pages.ts";
import { type Key, compareBy } from "./compare-keys.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { AWKWARD, noChanges, eventRow, writeRun } from "./fixtures.ts";
import { withStore } from "./with-store.ts";

const phases = actionPhaseLifecycle.values.flatMap(({ number, role, startsAttempt }) =>
  role !== "absent" && startsAttempt ? [number] : [],
);
const texts = ["", "a", "A", "b", "\u00e4", "\u{1f600}", "\uff5e", AWKWARD, "a"];
const times = [null, 0, 5, null, -3, 5, 1_767_225_600_000_001];

/** Values that differ, repeat and are null, in all combinations that a few dozen rows have room for. */
const actions: Partial<ActionRow>[] = Array.from({ length: 40 }, (_, i) => ({
  name: i === 0 ? "a0" : `${texts[i % texts.length] ?? ""}${i}`,
  group: texts[(i * 5) % texts.length] ?? "",
  type: i % 4,
  taskName: texts[(i * 7) % texts.length] ?? "",
  taskType: texts[(i * 2) % texts.length] ?? "",
  phase: phases[i % phases.length] ?? 1,
  attempt: 1 + (i % 3),
  createdAt: 100 - (i % 6),
  updatedAt: i % 2,
  startedAt: times[i % times.length] ?? null,
  endedAt: times[(i * 3) % times.length] ?? null,
  errorKind: i % 3,
  errorCode: texts[(i * 4) % texts.length] ?? "",
  abortState: i % 2,
}));

const actionColumns: readonly ActionColumn[] = [
  "number",
  "name",
  "parent",
  "group",
  "type",
  "taskName",
  "taskType",
  "phase",
  "attempt",
  "createdAt",
  "updatedAt",
  "startedAt",
  "endedAt",
  "errorKind",
  "errorCode",
  "abortState",
];
const runColumns: readonly RunColumn[] = [
  "project",
  "domain",
  "name",
  "phase",
  "createdAt",
  "updatedAt",
  "startedAt",
  "endedAt",
  "taskName",
  "taskVersion",
  "triggerName",
  "createdBy",
  "source",
];

/** Sort orders by each column both ways, by pairs of columns in mixed directions, and by none. */
function sortsOf<Column extends string>(columns: readonly Column[]): Sort<Column>[] {
  const singles = columns.flatMap((column) => [
    [{ column, descending: false }],
    [{ column, descending: true }],
  ]);
  const pairs = columns.map((column, i) => [
    { column, descending: i % 2 === 0 },
    { column: columns[(i + 5) % columns.length] ?? column, descending: i % 3 === 0 },
  ]);
  return [[], ...singles, ...pairs];
}

function keysOf<Column extends string>(
  row: Readonly<Record<Column, Key>>,
  sort: Sort<Column>,
): Key[] {
  return sort.map(({ column }) => row[column]);
}

/** Sorts rows as a store is to sort them. */
function sorted<Column extends string, Row extends Readonly<Record<Column, Key>>>(
  rows: readonly Row[],
  sort: Sort<Column>,
  id: (row: Row) => number,
): Row[] {
  const descending = [...sort.map((key) => key.descending), sort.at(-1)?.descending ?? false];
  return rows.toSorted((a, b) =>
    compareBy([...keysOf(a, sort), id(a)], [...keysOf(b, sort), id(b)], descending),
  );
}

/** What lists hold, in which order, and where their pages begin. */
export const listCases: readonly ConformanceCase[] = [
  withStore(
    "lists actions by any order, in pages of any size, each exactly once",
    async (store) => {
      const run = await writeRun(store, "run", actions);
      await writeRun(store, "other", actions);
      const all = await store.actionsChanged({ runId: run.id, above: 0, limit: 1000 });
      assert.equal(all.length, actions.length);
      for (const sort of sortsOf(actionColumns)) {
        const wanted = sorted<ActionColumn, ActionRow>(all, sort, ({ number }) => number);
        const after = (row: ActionRow): After => ({ keys: keysOf(row, sort), id: row.number });
        for (const limit of [1, 7, 1000]) {
          const query = { runId: run.id, filter: [], sort, limit };
          const got = await allPages(
            (from) => store.listActions(from ? { ...query, after: from } : query),
            after,
          );
          assert.deepEqual(got, wanted, JSON.stringify({ sort, limit }));
        }
      }
    },
  ),

  withStore("lists runs by any order, in pages of any size, each exactly once", async (store) => {
    for (let i = 0; i < 15; i++) {
      await writeRun(
        store,
        `${texts[i % texts.length] ?? ""}${i}`,
        [{ phase: phases[i % phases.length] ?? 1 }],
        {
          project: i % 2 === 0 ? "project" : "other",
          domain: texts[i % 3] ?? "",
          createdAt: 100 - (i % 4),
          updatedAt: i % 2,
          startedAt: times[i % times.length] ?? null,
          endedAt: times[(i * 3) % times.length] ?? null,
          taskName: texts[(i * 7) % texts.length] ?? "",
          taskVersion: texts[(i * 3) % texts.length] ?? "",
          triggerName: texts[(i * 2) % texts.length] ?? "",
          createdBy: texts[(i * 5) % texts.length] ?? "",
          source: i % 3,
        },
      );
    }
    const all = await store.listRuns({ filter: [], sort: [], limit: 1000 });
    assert.equal(all.length, 15);
    for (const sort of sortsOf(runColumns)) {
      const wanted = sorted<RunColumn, RunRow>(all, sort, ({ id }) => id);
      const after = (row: RunRow): After => ({ keys: keysOf(row, sort), id: row.id });
      for (const limit of [1, 4, 1000]) {
        const query = { filter: [], sort, limit };
        const got = await allPages(
          (from) => store.listRuns(from ? { ...query, after: from } : query),
          after,
        );
        assert.deepEqual(got, wanted, JSON.stringify({ sort, limit }));
      }
    }
  }),

  withStore("reads of actions what is asked for, and nothing else", async (store) => {
    const run = await writeRun(store, "run", actions);
    const whole = await store.actionsChanged({ runId: run.id, above: 0, limit: 1000 });
    const columns = ["status", "name", "startedAt", "revision"] as const;
    const wanted = whole.map(({ name, revision, startedAt, status }) => ({
      name,
      revision,
      startedAt,
      status,
    }));
    const query = { runId: run.id, columns, limit: 1000 };
    assert.deepEqual(await store.actionsChanged({ ...query, above: 0 }), wanted);
    const listed = await store.listActions({
      ...query,
      filter: [{ column: "number", condition: { kind: "above", value: 0 } }],
      sort: [{ column: "updatedAt", descending: true }],
    });
    const byName = (rows: readonly { readonly name: string }[]) =>
      rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual(byName(listed), byName(wanted));
  }),

  withStore("refuses a page that begins where no row of its order can be", async (store) => {
    const query = { runId: 1, filter: [], sort: [], limit: 1 };
    const after = { keys: [1], id: 1 };
    await assert.rejects(store.listActions({ ...query, after }), { kind: "cursor" });
  }),

  withStore(
    "lists the actions that changed above a revision, in pages, by revision",
    async (store) => {
      const run = await writeRun(
        store,
        "run",
        [9, 2, 7, 4, 12].map((revision) => ({ revision })),
      );
      const revisions = async (above: number, limit: number) =>
        (await store.actionsChanged({ runId: run.id, above, limit })).map(
          ({ revision }) => revision,
        );
      assert.deepEqual(await revisions(0, 10), [2, 4, 7, 9, 12]);
      assert.deepEqual(await revisions(4, 2), [7, 9]);
      assert.deepEqual(await revisions(12, 10), []);
    },
  ),

  withStore(
    "lists reports of a run and of one action by revision, with the action's name",
    async (store) => {
      const run = await writeRun(store, "run", [{}, {}, {}]);
      const other = await writeRun(store, "other", [{}]);
      // Numbers run one way and revisions the other, so that one order is not taken for the other.
      const events = [1, 2, 3, 4, 5, 6].map((revision) =>
        eventRow({
          runId: run.id,
          revision,
          actionNumber: 1 + (revision % 3),
          actionName: ["a0", "action-1", "action-2"][revision % 3] ?? "",
          version: 10 - revision,
          producer: AWKWARD,
        }),
      );
      await store.transact((transaction) =>
        transaction.write({ ...noChanges, events: [...events, eventRow({ runId: other.id })] }),
      );
      const list = (above: number, limit: number) =>
        store.listEvents({ runId: run.id, above, limit });
      assert.deepEqual(await list(0, 10), events);
      assert.deepEqual(await list(2, 2), events.slice(2, 4));
      const ofAction = (above: number, limit: number) =>
        store.listEvents({ runId: run.id, actionNumber: 2, above, limit });
      assert.deepEqual(await ofAction(0, 10), [events[0], events[3]]);
      assert.deepEqual(await ofAction(0, 1), [events[0]]);
      assert.deepEqual(await ofAction(1, 10), [events[3]]);
    },
  ),
];
