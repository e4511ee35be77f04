import { actionPhaseLifecycle, initialPhase } from "@runledger/state";
import {
  actionRow,
  eventRow,
  noChanges,
  refusal,
  seed,
  writeRun,
} from "../conformance/fixtures.ts";
import { openStore } from "../index.ts";

// Writes to a run without end. Each transaction adds some actions, and moves those that the one before has added; each
// change has its report. Prints the run's revision when a transaction is acknowledged, and never before.
const [path = "", name = "", batch = "1"] = process.argv.slice(2);

const size = Number(batch);
const [next = initialPhase] = actionPhaseLifecycle.of(initialPhase)?.followedBy ?? [];
const numbers = (from: number): number[] => Array.from({ length: size }, (_, i) => from + i);

const store = await openStore(path);
await writeRun(store, name);

for (let added = 0; ; added += size) {
  const moves = [
    ...(added === 0 ? [] : numbers(added - size + 2).map((number) => ({ number, phase: next }))),
    ...numbers(added + 2).map((number) => ({ number, phase: initialPhase })),
  ];
  const revision = await store.transact(async (transaction) => {
    const [run] = await transaction.lockRuns([seed(name)]);
    if (run === undefined) throw new Error("The store locked no run.");
    const told = moves.map((move, i) => ({
      ...move,
      runId: run.id,
      revision: run.revision + i + 1,
    }));
    const last = run.revision + told.length;
    const actionCount = added + size + 1;
    await transaction.write({
      ...noChanges,
      runs: [{ ...run, revision: last, actionCount, openCount: actionCount }],
      actions: told.map((row) => actionRow({ ...row, name: `action-${row.number}`, parent: "a0" })),
      events: told.map(({ number, ...row }) => eventRow({ ...row, actionNumber: number })),
      // Every few transactions one has a number to wait for, and so isn't made in one go.
      quarantine: last % 5 === 0 ? [refusal({ run: name, message: String(last) })] : [],
    });
    return last;
  });
  process.stdout.write(`${revision}\n`);
}
