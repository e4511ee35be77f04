import assert from "node:assert/strict";
import { actionPhaseLifecycle as lifecycle, initialPhase } from "@runledger/state";
import type { ActionRow } from "../rows.ts";
import { StoreError } from "../store-error.ts";
import type { Store } from "../store.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { actionRow, noChanges, seed, writeRun } from "./fixtures.ts";
import { withStore } from "./with-store.ts";

/** Where an action is. */
interface Position {
  readonly phase: number;
  readonly attempt: number;
}

/** Tells whether an action may be stored there at all. */
function mayBe({ phase, attempt }: Position): boolean {
  const known = lifecycle.isKnown(phase) && !lifecycle.isAbsent(phase);
  return known && attempt >= 1 && (attempt === 1 || lifecycle.canStartAttempt(phase));
}

/** Tells whether an action may go from the one to the other. Said once more, apart from what the database is told. */
function mayMove(from: Position, to: Position): boolean {
  if (from.phase === to.phase && from.attempt === to.attempt) return true;
  if (!mayBe(to) || to.attempt < from.attempt) return false;
  return to.attempt > from.attempt
    ? lifecycle.mayRetry(from.phase)
    : from.phase === to.phase || lifecycle.reachable(from.phase, to.phase);
}

// Every number of the enum, the absent one included, and numbers that it doesn't have.
const phases = [...lifecycle.values.map(({ number }) => number), -1, 99];
const positions = phases.flatMap((phase) => [0, 1, 2, 3].map((attempt) => ({ phase, attempt })));

/** Writes an action for each place where one may be, and returns them. */
async function everywhere(store: Store): Promise<ActionRow[]> {
  const actions = positions.filter(mayBe);
  const run = await writeRun(store, "run", [{}, ...actions]);
  return store.actionsChanged({ runId: run.id, above: 1, limit: 1000 });
}

/** Tries every move from every place, and compares what came of it with what is legal. */
async function tryAll(
  store: Store,
  move: (action: ActionRow, to: Position) => Promise<unknown>,
  isRefusal: (error: unknown) => boolean,
): Promise<void> {
  for (const from of await everywhere(store)) {
    for (const to of positions) {
      if (mayMove(from, to)) continue;
      const { phase, attempt } = from;
      const what = `from ${JSON.stringify({ phase, attempt })} to ${JSON.stringify(to)}`;
      await assert.rejects(move(from, to), isRefusal, what);
    }
    const now = await store.getAction({ runId: from.runId, name: from.name });
    assert.deepEqual([now?.phase, now?.attempt], [from.phase, from.attempt]);
  }
}

const write = (store: Store, action: ActionRow): Promise<unknown> =>
  store.transact((transaction) => transaction.write({ ...noChanges, actions: [action] }));

/** What the database refuses by itself, whoever asks for it. */
export const guardCases: readonly ConformanceCase[] = [
  withStore("lets an action make every move that the lifecycle allows", async (store) => {
    const legal = (await everywhere(store)).flatMap((from) =>
      positions.filter((to) => mayMove(from, to)).map((to) => [from, to] as const),
    );
    // Each move is made by an action of its own, since no action can go back to make another.
    const run = await writeRun(store, "legal", [
      {},
      ...legal.map(([{ phase, attempt }]) => ({ phase, attempt })),
    ]);
    const actions = await store.actionsChanged({ runId: run.id, above: 1, limit: 10_000 });
    const moved = actions.map((action, i) => ({
      ...action,
      record: action.metadata,
      ...legal[i]?.[1],
    }));
    await store.transact((transaction) => transaction.write({ ...noChanges, actions: moved }));
    const after = await store.actionsChanged({ runId: run.id, above: 1, limit: 10_000 });
    assert.deepEqual(
      after.map(({ phase, attempt }) => ({ phase, attempt })),
      legal.map(([, to]) => to),
    );
    assert.ok(legal.length > positions.length);
  }),

  withStore(
    "refuses every move that the lifecycle forbids, when the store is told to write it",
    (store) =>
      tryAll(
        store,
        (action, to) => write(store, { ...action, record: action.metadata, ...to }),
        (error) => error instanceof StoreError && error.kind === "guard",
      ),
  ),

  withStore(
    "refuses every move that the lifecycle forbids, made by hand",
    async (store, harness) => {
      const { moveByHand } = harness;
      if (moveByHand === undefined) return;
      await tryAll(
        store,
        ({ runId, number }, to) => moveByHand(store, { runId, number, ...to }),
        (error) => error instanceof Error,
      );
    },
  ),

  withStore("refuses an action that begins where none can be", async (store) => {
    const run = await writeRun(store, "run");
    for (const position of positions.filter((each) => !mayBe(each))) {
      const action = actionRow({ runId: run.id, number: 2, name: "new", revision: 2, ...position });
      await assert.rejects(write(store, action), JSON.stringify(position));
    }
    assert.equal(await store.getAction({ runId: run.id, name: "new" }), undefined);
  }),

  withStore("refuses a revision that goes back, of an action and of a run", async (store) => {
    const run = await writeRun(store, "run", [{ revision: 5 }]);
    const action = await store.getAction({ runId: run.id, name: "a0" });
    assert.ok(action);
    await assert.rejects(write(store, { ...action, revision: 4 }), { kind: "guard" });
    const back = store.transact((transaction) =>
      transaction.write({ ...noChanges, runs: [{ ...run, revision: 4 }] }),
    );
    await assert.rejects(back, { kind: "guard" });
  }),

  withStore("keeps the phase of a run that of its root", async (store) => {
    const next = lifecycle.of(initialPhase)?.followedBy ?? [];
    const [to, other] = next;
    assert.ok(to !== undefined && other !== undefined);
    const run = await writeRun(store, "run");
    const root = await store.getAction({ runId: run.id, name: "a0" });
    assert.ok(root);
    await write(store, { ...root, phase: to });
    assert.equal((await store.getRun(seed("run")))?.phase, to);
    const set = (phase: number) =>
      store.transact((transaction) =>
        transaction.write({ ...noChanges, runs: [{ ...run, phase }] }),
      );
    await set(to);
    await assert.rejects(set(other), { kind: "guard" });
    await assert.rejects(set(initialPhase), { kind: "guard" });
  }),
];
