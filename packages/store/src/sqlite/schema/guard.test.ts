import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { actionPhaseLifecycle as lifecycle } from "@runledger/state";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { eventRow, noChanges, seed, writeRun } from "../../conformance/fixtures.ts";
import { openStore } from "../../open-store.ts";
import type { Store } from "../../store.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

// Disks may be slow, and machines busy.
vi.setConfig({ testTimeout: 120_000 });

const ended = lifecycle.values.find(({ ends }) => ends === "subject")?.number ?? 0;

/** Opens a store with two runs, and a connection to its database as somebody with a SQL shell has one. */
async function openBoth(): Promise<{ store: Store; shell: DatabaseSync }> {
  const path = join(temporaryFolder(), "x.db");
  const store = await openStore(path, { threads: "here" });
  for (const name of ["run", "other"]) {
    const run = await writeRun(store, name, [{}, { phase: ended }], { labels: { team: "a" } });
    const error = {
      runId: run.id,
      actionNumber: 1,
      attempt: 1,
      kind: 1,
      code: "",
      message: "",
      at: 1,
    };
    await store.transact((transaction) =>
      transaction.write({
        ...noChanges,
        events: [eventRow({ runId: run.id }), eventRow({ runId: run.id, revision: 2, version: 1 })],
        errors: [error],
      }),
    );
  }
  const shell = new DatabaseSync(path);
  onTestFinished(async () => {
    shell.close();
    await store.close();
  });
  return { store, shell };
}

/** Everything that the tables hold, to be compared. */
function contents(shell: DatabaseSync): unknown {
  return ["run", "action", "event", "attempt_error", "run_label"].map((table) =>
    shell.prepare(`SELECT * FROM ${table}`).all(),
  );
}

describe("a person with a SQL shell", () => {
  test.each([
    ["an action that ended begins again", "UPDATE action SET phase = 1 WHERE number = 2"],
    ["all of them do", "UPDATE OR IGNORE action SET phase = 1 WHERE phase = 5"],
    ["it begins another attempt", "UPDATE action SET attempt = 2, phase = 1 WHERE number = 2"],
    ["an action is replaced by number", replace("number, name", "number, 'new'")],
    ["an action is replaced by name", replace("number, name", "number + 10, name")],
    ["an action gets another number", "UPDATE action SET number = 7 WHERE number = 2"],
    ["an action gets another name", "UPDATE OR REPLACE action SET name = 'a0' WHERE number = 2"],
    ["an action moves to another run", "UPDATE OR REPLACE action SET run_id = 2 WHERE run_id = 1"],
    ["a revision goes back", "UPDATE action SET revision = 1 WHERE number = 2"],
    ["an action disappears", "DELETE FROM action WHERE number = 2"],
    ["a report changes", "UPDATE event SET phase = 2"],
    ["a report disappears", "DELETE FROM event WHERE revision = 2"],
    ["a run gets another name", "UPDATE run SET name = 'new' WHERE id = 1"],
    ["a run gets another number", "UPDATE run SET id = 77 WHERE id = 1"],
    ["a run's phase leaves its root's", "UPDATE run SET phase = 5"],
    ["a run's revision goes back", "UPDATE run SET revision = revision - 1"],
    ["a run is replaced by number", replaceRun("id, name", "id, 'new'")],
    ["a run is replaced by name", replaceRun("id, name", "id + 10, name")],
  ])("can't bring it about that %s", async (_, sql) => {
    const { shell } = await openBoth();
    const before = contents(shell);
    expect(() => shell.exec(sql)).toThrow(/^guard: /);
    expect(contents(shell)).toEqual(before);
  });

  test("can delete a run, and everything of it is swept away", async () => {
    const { shell, store } = await openBoth();
    shell.exec("DELETE FROM run WHERE name = 'run'");
    const everything = { deletedBefore: Number.MAX_SAFE_INTEGER, limit: 1000 };
    await store.transact((transaction) => transaction.sweep(everything));
    const left = (contents(shell) as unknown[][]).map((rows) => rows.length);
    expect(left).toEqual([1, 2, 2, 1, 1]);
    expect(await store.getRun(seed("run"))).toBeUndefined();
    expect(shell.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    expect(shell.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  });

  test("moves the run along when the root moves", async () => {
    const { shell, store } = await openBoth();
    shell.exec("UPDATE action SET phase = 5 WHERE number = 1 AND run_id = 1");
    expect((await store.getRun(seed("run")))?.phase).toBe(5);
  });

  test("a deleted run's number is not used again, nor its place in the feed", async () => {
    const { shell, store } = await openBoth();
    const { cursor } = await store.feed({ limit: 1 });
    shell.exec("DELETE FROM run");
    const run = await writeRun(store, "run");
    expect(run.id).toBe(3);
    const { runs } = await store.feed({ cursor, limit: 10 });
    expect(runs.map(({ name }) => name)).toEqual(["run"]);
  });
});

function replace(columns: string, values: string): string {
  const rest =
    'run_id, parent, "group", type, task_name, task_type, max_attempts, created_at, updated_at, error_kind, error_code, ' +
    "cache_status, abort_state, status, metadata, record";
  return `INSERT OR REPLACE INTO action (${columns}, phase, attempt, revision, ${rest})
    SELECT ${values}, 1, 1, 9, ${rest} FROM action WHERE run_id = 1 AND number = 2`;
}

function replaceRun(columns: string, values: string): string {
  const rest =
    "org, project, domain, action_count, open_count, declared, settled, source, created_at, updated_at, task_name, " +
    "task_version, trigger_name, created_by, engine, labels, status, metadata, spec";
  return `INSERT OR REPLACE INTO run (${columns}, phase, revision, ${rest})
    SELECT ${values}, 0, 0, ${rest} FROM run WHERE id = 1`;
}
