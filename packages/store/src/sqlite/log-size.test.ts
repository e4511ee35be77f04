import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { actionRow, eventRow, noChanges, seed, writeRun } from "../conformance/fixtures.ts";
import { openStore } from "../index.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

/** The log is written back from 4 MB on, so this is enough for it to have begun anew, whoever commits. */
const MOST = 12_000_000;

test(
  "the log doesn't grow with the number of small transactions",
  { timeout: 120_000 },
  async () => {
    const path = `${temporaryFolder()}/x.db`;
    const store = await openStore(path);
    const { id } = await writeRun(store, "busy");
    // Each is about 40 kB of pages, so without an end to the log they would take 32 MB.
    for (let number = 2; number < 800; number++) {
      await store.transact(async (transaction) => {
        const [run] = await transaction.lockRuns([seed("busy")]);
        if (run === undefined) throw new Error("The store locked no run.");
        const revision = run.revision + 1;
        const told = { runId: id, revision };
        await transaction.write({
          ...noChanges,
          runs: [{ ...run, revision, actionCount: number, openCount: number }],
          actions: [actionRow({ ...told, number, name: `action-${number}`, parent: "a0" })],
          events: [eventRow({ ...told, actionNumber: number })],
        });
      });
    }
    expect(statSync(`${path}-wal`).size).toBeLessThan(MOST);
    await store.close();
  },
);
