import assert from "node:assert/strict";
import { actionPhaseLifecycle, absentPhase, initialPhase } from "@runledger/state";
import type { ActionRow, AttemptErrorRow, RunRow } from "../rows.ts";
import { StoreError } from "../store-error.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import {
  AWKWARD,
  actionRow,
  bytes,
  eventRow,
  noChanges,
  refusal,
  seed,
  writeRun,
} from "./fixtures.ts";
import { withStore } from "./with-store.ts";

const large = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);

/** How rows come back that were written, and rows that weren't. */
export const lookupCases: readonly ConformanceCase[] = [
  withStore("creates a run that it is to lock and doesn't know", async (store) => {
    const [run] = await store.transact((transaction) =>
      transaction.lockRuns([seed("run", { createdAt: 7 })]),
    );
    assert.ok(run);
    const { id: _, spec, metadata, status, ...rest } = run;
    assert.deepEqual(rest, {
      ...seed("run", { createdAt: 7 }),
      revision: 0,
      actionCount: 0,
      openCount: 0,
      declared: false,
      settled: false,
      engine: "",
      labels: {},
      source: 0,
      createdBy: "",
      updatedAt: 7,
      phase: absentPhase,
      startedAt: null,
      endedAt: null,
      taskName: "",
      taskVersion: "",
      triggerName: "",
    } satisfies Omit<RunRow, "id" | "spec" | "metadata" | "status">);
    assert.deepEqual([spec.length, metadata.length, status.length], [0, 0, 0]);
    assert.deepEqual(await store.getRun(seed("run")), run);
  }),

  withStore("locks runs in the order asked for, known, new and asked for twice", async (store) => {
    await writeRun(store, "b");
    const names = ["c", "b", "a", "c"];
    const runs = await store.transact((transaction) =>
      transaction.lockRuns(names.map((name) => seed(name))),
    );
    assert.deepEqual(
      runs.map(({ name }) => name),
      names,
    );
    assert.equal(runs[0]?.id, runs[3]?.id);
    assert.equal(new Set(runs.map(({ id }) => id)).size, 3);
  }),

  withStore(
    "names a run by project, domain and name, and not by its organisation",
    async (store) => {
      const run = await writeRun(store, "run");
      const locked = await store.transact(async (transaction) => [
        await transaction.lockRun(seed("run", { org: "other" })),
        ...(await transaction.lockRuns([
          seed("run", { org: "other" }),
          seed("run", { project: "other" }),
          seed("run", { domain: "other" }),
        ])),
        await transaction.lockRun(seed("nobody")),
      ]);
      assert.deepEqual([locked[0]?.id, locked[1]?.id], [run.id, run.id]);
      assert.equal(locked[0]?.org, "org");
      assert.equal(new Set(locked.slice(1, 4).map((row) => row?.id)).size, 3);
      assert.equal(locked[4], undefined);
      assert.equal(await store.getRun(seed("nobody")), undefined);
    },
  ),

  withStore("gives every field of a run back as it was written", async (store) => {
    const run = await writeRun(store, AWKWARD, [{}], {
      revision: Number.MAX_SAFE_INTEGER,
      actionCount: 3,
      openCount: 2,
      declared: true,
      settled: true,
      engine: AWKWARD,
      labels: { [AWKWARD]: AWKWARD, empty: "", team: "a" },
      spec: large,
      source: 4,
      createdBy: AWKWARD,
      createdAt: 2,
      updatedAt: 1_767_225_600_000_001,
      startedAt: 0,
      endedAt: -1,
      taskName: AWKWARD,
      taskVersion: AWKWARD,
      triggerName: AWKWARD,
      metadata: bytes(0, 255),
      status: bytes(),
    });
    assert.deepEqual(await store.getRun(seed(AWKWARD)), run);
    const [locked] = await store.transact((transaction) => transaction.lockRuns([run]));
    assert.deepEqual(locked, run);
    const [listed] = await store.listRuns({ filter: [], sort: [], limit: 10 });
    assert.deepEqual(listed, run);
    const plain = await writeRun(store, "plain", [{}], { startedAt: null, labels: {} });
    assert.deepEqual(await store.getRun(seed("plain")), plain);
  }),

  withStore(
    "gives every field of an action back as it was written, and as it was changed",
    async (store) => {
      const run = await writeRun(store, "run");
      const first = actionRow({
        runId: run.id,
        number: 2,
        name: AWKWARD,
        parent: "a0",
        revision: 2,
        record: large,
      });
      const second: ActionRow = {
        ...first,
        parent: "action-1",
        group: AWKWARD,
        type: 3,
        taskName: AWKWARD,
        taskType: AWKWARD,
        phase: actionPhaseLifecycle.of(initialPhase)?.followedBy[0] ?? initialPhase,
        maxAttempts: 1000,
        createdAt: 0,
        startedAt: 5,
        endedAt: 6,
        updatedAt: 1_767_225_600_000_001,
        errorKind: 2,
        errorCode: AWKWARD,
        cacheStatus: 4,
        abortState: 2,
        abortDueAt: 8,
        revision: 4_000_000_000,
        metadata: large,
        status: bytes(),
        record: bytes(0),
      };
      for (const action of [first, second, { ...second, startedAt: null, abortDueAt: null }]) {
        await store.transact(async (transaction) => {
          await transaction.lockRuns([seed("run")]);
          await transaction.write({ ...noChanges, actions: [action] });
        });
        assert.deepEqual(await store.getAction({ runId: run.id, name: AWKWARD }), action);
        const [loaded] = await store.transact((t) =>
          t.loadActions([{ runId: run.id, name: AWKWARD }]),
        );
        assert.deepEqual(loaded, action);
        const listed = await store.actionsChanged({ runId: run.id, above: 1, limit: 10 });
        assert.deepEqual(listed, [{ ...action, record: null }]);
      }
    },
  ),

  withStore(
    "looks actions up in the order asked for, many of them, with gaps and repeats",
    async (store) => {
      const run = await writeRun(
        store,
        "run",
        Array.from({ length: 200 }, () => ({})),
      );
      const names = [
        "action-7",
        "nobody",
        "a0",
        "action-7",
        ...Array.from({ length: 196 }, (_, i) => `action-${199 - i}`),
      ];
      for (const few of [names.slice(0, 4), names]) {
        const refs = few.map((name) => ({ runId: run.id, name }));
        const wanted = few.map((name) => (name === "nobody" ? undefined : name));
        const loaded = await store.transact((transaction) => transaction.loadActions(refs));
        assert.deepEqual(
          loaded.map((action) => action?.name),
          wanted,
        );
        assert.deepEqual(
          (await store.getActions(refs)).map((action) => action?.name),
          wanted,
        );
      }
      assert.deepEqual(await store.getActions([]), []);
      assert.equal(await store.getAction({ runId: run.id + 1, name: "a0" }), undefined);
    },
  ),

  withStore("looks reports up by their whole key", async (store) => {
    const run = await writeRun(store, "run", [{}, {}]);
    const key = { runId: run.id, actionNumber: 2, attempt: 3, phase: 4, version: 4_294_967_295 };
    const event = eventRow({ ...key, event: bytes(1, 2, 3) });
    await store.transact((transaction) => transaction.write({ ...noChanges, events: [event] }));
    const others = (Object.keys(key) as (keyof typeof key)[]).map((name) => ({
      ...key,
      [name]: key[name] - 1,
    }));
    const found = await store.transact((t) => t.loadReports([...others, key]));
    assert.deepEqual(found, [...others.map(() => undefined), event.event]);
  }),

  withStore("stores no report under a key, or at a revision, that is taken", async (store) => {
    const run = await writeRun(store, "run");
    const event = eventRow({ runId: run.id });
    const store1 = (...events: (typeof event)[]) =>
      store.transact((transaction) => transaction.write({ ...noChanges, events }));
    await store1(event);
    await assert.rejects(store1({ ...event, revision: 2 }), StoreError);
    await assert.rejects(store1({ ...event, version: 1 }), StoreError);
    await store1({ ...event, revision: 2, version: 1 });
  }),

  withStore("gives the numbers of refused reports in their order", async (store) => {
    const write = (...rules: string[]) =>
      store.transact((transaction) =>
        transaction.write({ ...noChanges, quarantine: rules.map((rule) => refusal({ rule })) }),
      );
    const { quarantineIds: first } = await write("RL102", "RL103");
    const { quarantineIds: second } = await write("RL301");
    const { quarantineIds: none } = await write();
    assert.deepEqual(none, []);
    const listed = await store.listQuarantine({ limit: 10 });
    assert.deepEqual(
      listed.map(({ id, rule }) => [id, rule]),
      [
        [second[0], "RL301"],
        [first[1], "RL103"],
        [first[0], "RL102"],
      ],
    );
  }),

  withStore("corrects the error of an attempt", async (store) => {
    const run = await writeRun(store, "run");
    const error: AttemptErrorRow = {
      runId: run.id,
      actionNumber: 1,
      attempt: 1,
      kind: 1,
      code: "Timeout",
      message: "too late",
      at: 5,
    };
    for (const errors of [
      [error],
      [{ ...error, kind: 2, code: AWKWARD, message: AWKWARD, at: 6 }],
    ]) {
      await store.transact((transaction) => transaction.write({ ...noChanges, errors }));
    }
    assert.deepEqual(await store.groupErrors({ runId: run.id }), [
      {
        kind: 2,
        code: AWKWARD,
        count: 1,
        firstAt: 6,
        lastAt: 6,
        message: AWKWARD,
        actions: ["a0"],
      },
    ]);
  }),

  withStore("loads the actions that have not ended or may be tried again", async (store) => {
    const cases = actionPhaseLifecycle.values
      .filter(({ role }) => role !== "absent")
      .flatMap(({ number: phase }) => [
        { phase, attempt: 1, maxAttempts: 0 },
        { phase, attempt: 1, maxAttempts: 1 },
        { phase, attempt: 1, maxAttempts: 2 },
      ]);
    const run = await writeRun(store, "run", cases);
    await writeRun(store, "other", cases);
    const loaded = await store.transact((t) => t.loadUnfinishedActions(run.id));
    const wanted = cases.flatMap(({ phase, attempt, maxAttempts }, i) => {
      const again =
        actionPhaseLifecycle.endsAttempt(phase) && (maxAttempts === 0 || attempt < maxAttempts);
      return !actionPhaseLifecycle.isTerminal(phase) || again ? [i + 1] : [];
    });
    assert.deepEqual(
      loaded.map(({ number }) => number).toSorted((a, b) => a - b),
      wanted,
    );
    assert.ok(loaded.every(({ record }) => record.length > 0));
  }),
];
