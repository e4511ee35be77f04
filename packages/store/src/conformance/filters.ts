import assert from "node:assert/strict";
import { actionPhaseLifecycle, initialPhase } from "@runledger/state";
import type { ActionColumn, Condition, RunColumn, RunQuery } from "../queries.ts";
import type { Store } from "../store.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { noChanges, refusal, writeRun } from "./fixtures.ts";
import { withStore } from "./with-store.ts";

/** A column, a condition on it, and which of the rows meet it. */
type Expectation<Column> = readonly [column: Column, condition: Condition, numbers: number[]];

const terminal = actionPhaseLifecycle.values.find((value) => value.terminal)?.number ?? 0;

const onText: Expectation<"taskName">[] = [
  ["taskName", { kind: "in", values: ["Train", ""] }, [1, 2]],
  ["taskName", { kind: "in", values: [] }, []],
  ["taskName", { kind: "notIn", values: ["Train", ""] }, [3, 4, 5, 6]],
  ["taskName", { kind: "notIn", values: [] }, [1, 2, 3, 4, 5, 6]],
  ["taskName", { kind: "contains", value: "rai" }, [2, 3]],
  ["taskName", { kind: "contains", value: "" }, [1, 2, 3, 4, 5, 6]],
  ["taskName", { kind: "contains", value: "%" }, [4]],
  ["taskName", { kind: "contains", value: "_" }, [5]],
  ["taskName", { kind: "contains", value: "*" }, [5]],
  ["taskName", { kind: "contains", value: "'" }, [5]],
  ["taskName", { kind: "containsIgnoringCase", value: "TRAIN" }, [2, 3]],
  ["taskName", { kind: "containsIgnoringCase", value: "\u00c9T\u00c9" }, [6]],
  ["taskName", { kind: "endsWith", value: "n" }, [2, 3]],
  ["taskName", { kind: "endsWith", value: "\u{1f600}" }, [4]],
  ["taskName", { kind: "endsWith", value: "longer than any of the names" }, []],
  ["taskName", { kind: "endsWith", value: "" }, [1, 2, 3, 4, 5, 6]],
  ["taskName", { kind: "notEndsWith", value: "n" }, [1, 4, 5, 6]],
  ["taskName", { kind: "exists" }, [2, 3, 4, 5, 6]],
  ["taskName", { kind: "notExists" }, [1]],
  ["taskName", { kind: "atLeast", value: "a" }, [3, 6]],
  ["taskName", { kind: "below", value: "Train" }, [1, 4, 5]],
];
const names = ["", "Train", "retrain", "100% \u{1f600}", "*it's a_b", "\u00e9t\u00e9"];

const onTime: Expectation<"startedAt">[] = [
  ["startedAt", { kind: "in", values: [0, 7] }, [2, 4]],
  ["startedAt", { kind: "notIn", values: [0, 7] }, [1, 3, 5, 6]],
  ["startedAt", { kind: "atLeast", value: 0 }, [2, 3, 4]],
  ["startedAt", { kind: "above", value: 0 }, [3, 4]],
  ["startedAt", { kind: "atMost", value: 5 }, [2, 3, 6]],
  ["startedAt", { kind: "below", value: 5 }, [2, 6]],
  ["startedAt", { kind: "exists" }, [2, 3, 4, 6]],
  ["startedAt", { kind: "notExists" }, [1, 5]],
];
const times = [null, 0, 5, 7, null, -1];

const rows = names.map((taskName, i) => ({
  taskName,
  startedAt: times[i] ?? null,
  errorKind: i % 2,
  phase: i === 2 ? terminal : initialPhase,
}));

const onActions: Expectation<ActionColumn>[] = [
  ...onText,
  ...onTime,
  ["errorKind", { kind: "exists" }, [2, 4, 6]],
  ["errorKind", { kind: "notExists" }, [1, 3, 5]],
  ["phase", { kind: "in", values: [terminal] }, [3]],
  ["number", { kind: "above", value: 4 }, [5, 6]],
];
const onRuns: Expectation<RunColumn>[] = [
  ...onText,
  ...onTime,
  ["phase", { kind: "notIn", values: [initialPhase] }, [3]],
  ["source", { kind: "exists" }, [2, 4, 6]],
];

async function runNumbers(store: Store, query: Partial<RunQuery>): Promise<number[]> {
  const runs = await store.listRuns({ filter: [], sort: [], limit: 100, ...query });
  return runs.map(({ name }) => Number(name));
}

/** What filters keep. */
export const filterCases: readonly ConformanceCase[] = [
  withStore(
    "keeps of a run's actions those that meet every condition, in lists and counts",
    async (store) => {
      const run = await writeRun(store, "run", rows);
      await writeRun(store, "other", rows);
      const numbers = async (...filter: { column: ActionColumn; condition: Condition }[]) => {
        const listed = await store.listActions({ runId: run.id, filter, sort: [], limit: 100 });
        const counts = await store.countActions({ runId: run.id, filter });
        const recount = new Map<number, number>();
        for (const { phase } of listed) recount.set(phase, (recount.get(phase) ?? 0) + 1);
        assert.deepEqual(counts, recount);
        return listed.map(({ number }) => number);
      };
      for (const [column, condition, wanted] of onActions) {
        assert.deepEqual(await numbers({ column, condition }), wanted, JSON.stringify(condition));
      }
      const both = await numbers(
        { column: "taskName", condition: { kind: "endsWith", value: "n" } },
        { column: "startedAt", condition: { kind: "above", value: 0 } },
      );
      assert.deepEqual(both, [3]);
    },
  ),

  withStore("keeps of all runs those that meet every condition", async (store) => {
    for (const [i, { phase, taskName, startedAt }] of rows.entries()) {
      const run = { taskName, startedAt, source: i % 2 };
      await writeRun(store, String(i + 1), [{ phase }], run);
    }
    for (const [column, condition, wanted] of onRuns) {
      const filter = [{ column, condition }];
      assert.deepEqual(await runNumbers(store, { filter }), wanted, JSON.stringify(condition));
    }
  }),

  withStore("keeps runs by their labels, a missing one being as null", async (store) => {
    const labels = [{}, { team: "" }, { team: "a" }, { team: "Ab", "it's": "1" }];
    for (const [i, each] of labels.entries()) {
      await writeRun(store, String(i + 1), [{}], { labels: each });
    }
    const expectations: Expectation<string>[] = [
      ["team", { kind: "exists" }, [2, 3, 4]],
      ["team", { kind: "notExists" }, [1]],
      ["team", { kind: "in", values: ["a"] }, [3]],
      ["team", { kind: "in", values: ["a", ""] }, [2, 3]],
      ["team", { kind: "notIn", values: ["a"] }, [1, 2, 4]],
      ["team", { kind: "containsIgnoringCase", value: "A" }, [3, 4]],
      ["team", { kind: "endsWith", value: "b" }, [4]],
      ["team", { kind: "notEndsWith", value: "b" }, [1, 2, 3]],
      ["it's", { kind: "in", values: ["1"] }, [4]],
      ["nobody", { kind: "exists" }, []],
    ];
    for (const [key, condition, wanted] of expectations) {
      const query = { labels: [{ key, condition }] };
      assert.deepEqual(await runNumbers(store, query), wanted, JSON.stringify(condition));
    }
  }),

  withStore("finds runs by labels that were changed", async (store) => {
    const run = await writeRun(store, "1", [{}], { labels: { team: "a" } });
    await store.transact((transaction) =>
      transaction.write({ ...noChanges, runs: [{ ...run, labels: { other: "b" } }] }),
    );
    const having = (key: string) =>
      runNumbers(store, { labels: [{ key, condition: { kind: "exists" } }] });
    assert.deepEqual([await having("team"), await having("other")], [[], [1]]);
  }),

  withStore("keeps runs that have an action in a phase", async (store) => {
    await writeRun(store, "1", [{}, { phase: terminal }]);
    await writeRun(store, "2", [{}, {}]);
    assert.deepEqual(await runNumbers(store, { havingActionIn: [terminal] }), [1]);
    assert.deepEqual(await runNumbers(store, { havingActionIn: [terminal, initialPhase] }), [1, 2]);
    assert.deepEqual(await runNumbers(store, { havingActionIn: [] }), []);
  }),

  withStore(
    "keeps refused reports by whom they came from and why they were refused",
    async (store) => {
      const refusals = [
        refusal(),
        refusal({ project: "other" }),
        refusal({ domain: "other" }),
        refusal({ run: "other" }),
        refusal({ action: "other" }),
        refusal({ rule: "RL301", legal: [1, 2, 3], message: "it's illegal" }),
        refusal({ producer: "other" }),
      ];
      await store.transact((transaction) =>
        transaction.write({ ...noChanges, quarantine: refusals }),
      );
      const all = await store.listQuarantine({ limit: 100 });
      assert.deepEqual(
        all.map(({ id: _, ...row }) => row),
        refusals.toReversed(),
      );
      for (const [i, name] of (["project", "domain", "run", "action"] as const).entries()) {
        const [row, ...others] = await store.listQuarantine({ [name]: "other", limit: 100 });
        assert.equal(row?.id, all.at(-2 - i)?.id);
        assert.deepEqual(others, []);
      }
      const [illegal] = await store.listQuarantine({ rule: "RL301", limit: 100 });
      assert.deepEqual(illegal, all[1]);
      assert.deepEqual(await store.listQuarantine({ producer: "other", limit: 100 }), [all[0]]);
      const page = await store.listQuarantine({ before: all[2]?.id ?? 0, limit: 2 });
      assert.deepEqual(page, all.slice(3, 5));
    },
  ),
];
