import { runKeyShape, runSeedShape, runShape } from "../../row-shapes.ts";
import type { RunRow } from "../../rows.ts";
import { toSqlName, toSqlNames } from "../../sqlite/sql-name.ts";
import type { RunKey, RunSeed } from "../../store.ts";
import type { CellKind } from "../../table/cell-source.ts";
import { columnArrays, unnestSql } from "../column-arrays.ts";
import type { Ask } from "../lookups.ts";
import { readRows, type Values } from "../read-rows.ts";
import { prepare } from "../statement.ts";
import { toText } from "../to-text.ts";

const COLUMNS = toSqlNames(runShape.columns, "run.");

// In the order of their keys, so that two transactions that lock the same runs don't wait for each other. What is read is
// what the last one to hold the lock has left.
const lock = prepare(`
SELECT ${COLUMNS}, pg_current_xact_id()
FROM ${unnestSql(runKeyShape)} AS key (project, domain, name)
JOIN runledger.run ON run.project = key.project AND run.domain = key.domain AND run.name = key.name
ORDER BY run.project, run.domain, run.name
FOR NO KEY UPDATE OF run`);

/** What stands in a column of a run of which nothing is known. */
const NOTHING: Readonly<Record<CellKind, string>> = {
  integer: "0",
  optionalInteger: "NULL",
  boolean: "false",
  text: "''",
  json: "'{}'",
  blob: "''",
  optionalBlob: "NULL",
};

/** What is known of a run that is created, and its phase: the one that the lifecycle has for that. */
const KNOWN: Readonly<Record<string, string>> = {
  ...Object.fromEntries(runSeedShape.columns.map(({ name }) => [name, toSqlName(name)])),
  updatedAt: toSqlName("createdAt"),
  // If there was another run of its name, its revisions go on from there, so that no revision means two things.
  revision: `coalesce((SELECT max(gone.revision) FROM runledger.deleted_run AS gone
    WHERE gone.project = seed.project AND gone.domain = seed.domain AND gone.name = seed.name), 0)`,
  phase: `(SELECT value FROM runledger.lifecycle_value
    WHERE lifecycle = 'runledger.core.v1.ActionPhase' AND role = 'absent')`,
};

const created = runShape.columns.filter(({ name }) => name !== "id");

const insert = prepare(`
INSERT INTO runledger.run AS run (${toSqlNames(created)})
SELECT ${created.map(({ kind, name }) => KNOWN[name] ?? NOTHING[kind]).join(", ")}
FROM ${unnestSql(runSeedShape)} AS seed (${toSqlNames(runSeedShape.columns)})
ORDER BY project COLLATE "C", domain COLLATE "C", name COLLATE "C"
ON CONFLICT (project, domain, name) DO NOTHING
RETURNING ${COLUMNS}, pg_current_xact_id()`);

/** Locked runs, and the number of the transaction that has locked them. */
export interface LockedRuns {
  /** Where each was asked for; undefined where there is none. */
  readonly runs: (RunRow | undefined)[];
  /** Undefined where nothing was locked. */
  readonly transaction: string | undefined;
}

/** Locks runs until the end of the transaction. */
export async function lockRuns(ask: Ask, keys: readonly RunKey[]): Promise<LockedRuns> {
  const found = new Found();
  found.add(await ask(lock(...columnArrays(runKeyShape, keys))));
  return { runs: keys.map((key) => found.get(key)), transaction: found.transaction };
}

/** Locks runs until the end of the transaction, and creates those that aren't known. */
export async function createAndLockRuns(
  ask: Ask,
  seeds: readonly RunSeed[],
): Promise<{ readonly runs: RunRow[]; readonly transaction: string | undefined }> {
  const found = new Found();
  found.add(await ask(lock(...columnArrays(runKeyShape, seeds))));
  for (;;) {
    const unknown = seeds.filter((seed) => found.get(seed) === undefined);
    if (unknown.length === 0) break;
    found.add(await ask(insert(...columnArrays(runSeedShape, unknown))));
    // Others may have made some of them in between. Those are there now, unless somebody has deleted them since.
    const others = unknown.filter((seed) => found.get(seed) === undefined);
    if (others.length > 0) found.add(await ask(lock(...columnArrays(runKeyShape, others))));
  }
  return { runs: seeds.map((seed) => found.get(seed) as RunRow), transaction: found.transaction };
}

/** The runs that were found so far, by name. */
class Found {
  transaction: string | undefined;
  readonly #runs = new Map<string, RunRow>();

  add(rows: readonly Values[]): void {
    const last = rows.at(-1)?.at(-1);
    if (typeof last === "string") this.transaction = last;
    for (const run of readRows(runShape, rows)) this.#runs.set(nameOf(run), run);
  }

  get(key: RunKey): RunRow | undefined {
    return this.#runs.get(nameOf(key));
  }
}

function nameOf({ project, domain, name }: RunKey): string {
  return [project, domain, name].map(toText).join("\0");
}
