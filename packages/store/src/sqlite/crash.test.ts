import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { seed } from "../conformance/fixtures.ts";
import { openStore } from "../open-store.ts";
import type { Store } from "../store.ts";
import { runChild } from "../testing/run-child.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

/** How often a process is killed. RUNLEDGER_CRASHES=20 is the whole test. */
const CRASHES = Number(process.env["RUNLEDGER_CRASHES"] ?? 5);

/** What was acknowledged before the process was killed. */
interface Crash {
  readonly run: string;
  readonly acknowledged: number;
}

/** Lets a process write to a new run, and kills it after some acknowledgements. */
async function crash(path: string, round: number): Promise<Crash> {
  const run = `run-${round}`;
  // Small transactions are committed in one thread, large ones in another.
  const batch = [1, 8, 300][round % 3] ?? 1;
  const child = runChild("write-load.ts", [path, run, String(batch)]);
  let line = await child.nextLine();
  for (let more = (round * 13) % 25; more > 0 && line !== undefined; more--) {
    line = await child.nextLine();
  }
  // What it printed meanwhile was acknowledged too. A line that was cut off was not.
  const rest = await child.kill();
  return { run, acknowledged: Number(rest.at(-1) ?? line) };
}

/** Checks that a run holds what was acknowledged, and that what it holds is whole. */
async function expectWhole(store: Store, { run, acknowledged }: Crash): Promise<void> {
  const row = await store.getRun(seed(run));
  expect(row?.revision).toBeGreaterThanOrEqual(acknowledged);
  const { id: runId = 0, revision = 0, actionCount } = row ?? {};
  const events = await store.listEvents({ runId, above: 0, limit: 1_000_000 });
  // Every revision but the first, in which the run was made, has its report.
  expect(events.map((event) => event.revision)).toEqual(
    Array.from({ length: revision - 1 }, (_, i) => i + 2),
  );
  const actions = await store.actionsChanged({ runId, above: 0, limit: 1_000_000 });
  expect(actions).toHaveLength(actionCount ?? 0);
  const lastReports = new Map(events.map((event) => [event.actionNumber, event]));
  for (const { number, phase, revision: changed } of actions.slice(1)) {
    const last = lastReports.get(number);
    expect([last?.phase, last?.revision]).toEqual([phase, changed]);
  }
}

test(
  `keeps what was acknowledged when the process is killed, ${CRASHES} times`,
  { timeout: 60_000 + CRASHES * 10_000 },
  async () => {
    const path = join(temporaryFolder(), "x.db");
    const crashes: Crash[] = [];
    for (let round = 0; round < CRASHES; round++) {
      crashes.push(await crash(path, round));
      const store = await openStore(path);
      // Every other time all that was written before is looked at again, and at the end of course.
      const looked = round % 2 === 0 || round === CRASHES - 1 ? crashes : crashes.slice(-1);
      for (const each of looked) await expectWhole(store, each);
      await store.close();
      const db = new DatabaseSync(path);
      expect(db.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
      expect(db.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
      db.close();
    }
    expect(crashes.every(({ acknowledged }) => acknowledged > 0)).toBe(true);
  },
);
