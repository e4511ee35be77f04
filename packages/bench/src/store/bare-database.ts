import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import {
  type ActionRow,
  type AttemptErrorRow,
  type Changes,
  type EventRow,
  type QuarantineRow,
  type RunRow,
  openStore,
} from "@runledger/store";
import { type BareColumns, columnsOf, insertSql, updateSql } from "./bare-statements.ts";

/** What a bare database keeps of what a store has. */
export interface BareOptions {
  /** Whether it keeps the triggers of the guard, and the foreign keys. */
  readonly guarded: boolean;
}

/**
 * The same rows in the same tables and indices with nothing around them: one thread, prepared statements, one transaction
 * for each set of changes. What a store or a ledger costs is what it takes beyond this.
 */
export class BareDatabase {
  readonly #db: DatabaseSync;
  readonly #insertRun: StatementSync;
  readonly #updateRun: StatementSync;
  readonly #insertAction: StatementSync;
  readonly #updateAction: StatementSync;
  readonly #insertEvent: StatementSync;
  readonly #insertError: StatementSync;
  readonly #insertRefusal: StatementSync;
  readonly #listActions: StatementSync;
  /** What is there already, so that nothing has to be tried. */
  readonly #runs = new Set<number>();
  readonly #actions = new Map<number, Set<number>>();

  /** Makes a new database in a file that isn't there yet. */
  static async create(path: string, { guarded }: BareOptions): Promise<BareDatabase> {
    const store = await openStore(path, { threads: "here" });
    await store.close();
    return new BareDatabase(path, guarded);
  }

  private constructor(path: string, guarded: boolean) {
    const db = new DatabaseSync(path, { enableForeignKeyConstraints: guarded });
    db.exec("PRAGMA synchronous = FULL; PRAGMA cache_size = -32768");
    if (!guarded) dropTriggers(db);
    this.#db = db;
    this.#insertRun = db.prepare(insertSql("run", RUN));
    const named = ["id", "org", "project", "domain", "name"];
    this.#updateRun = db.prepare(updateSql("run", RUN, ["id"], named));
    this.#insertAction = db.prepare(insertSql("action", ACTION));
    const key = ["run_id", "number"];
    this.#updateAction = db.prepare(updateSql("action", ACTION, key, [...key, "name"]));
    this.#insertEvent = db.prepare(insertSql("event", EVENT));
    this.#insertError = db.prepare(insertSql("attempt_error", ERROR));
    this.#insertRefusal = db.prepare(insertSql("quarantine", REFUSAL));
    const listed = ACTION.flatMap(([name]) => (name === "record" ? [] : [`"${name}"`])).join(", ");
    this.#listActions = db.prepare(
      `SELECT ${listed} FROM action WHERE run_id = ? AND revision > ? ORDER BY revision LIMIT ?`,
    );
    this.#listActions.setReturnArrays(true);
  }

  /** Writes changes in one transaction. */
  write(changes: Changes): void {
    this.#db.exec("BEGIN IMMEDIATE");
    // Rows refer to their run, so it is there first; what it has come to is written when its root has.
    for (const run of changes.runs) if (!this.#runs.has(run.id)) this.#writeNewRun(run);
    for (const action of changes.actions) this.#writeAction(action);
    for (const event of changes.events) this.#insertEvent.run(...cellsOf(EVENT, event));
    for (const error of changes.errors) this.#insertError.run(...cellsOf(ERROR, error));
    for (const run of changes.runs) this.#updateRun.run(...runCells(run));
    for (const each of changes.quarantine) this.#insertRefusal.run(...refusalCells(each));
    this.#db.exec("COMMIT");
  }

  /** Reads a page of a run's actions as arrays. Returns how many there were and the last one's revision. */
  list(runId: number, above: number, limit: number): { readonly count: number; last: number } {
    const rows = this.#listActions.all(runId, above, limit) as unknown as SQLInputValue[][];
    return { count: rows.length, last: Number(rows.at(-1)?.[REVISION]) };
  }

  close(): void {
    this.#db.close();
  }

  #writeNewRun(run: RunRow): void {
    this.#runs.add(run.id);
    this.#actions.set(run.id, new Set());
    this.#insertRun.run(...runCells({ ...run, phase: 0 }));
  }

  #writeAction(action: ActionRow): void {
    const known = this.#actions.get(action.runId);
    const statement = known?.has(action.number) === true ? this.#updateAction : this.#insertAction;
    known?.add(action.number);
    statement.run(...cellsOf(ACTION, action));
  }
}

function dropTriggers(db: DatabaseSync): void {
  const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER "${String(name)}"`);
}

/** Lists what goes into a row's columns, where that is what the row has. */
function cellsOf<Row>(columns: BareColumns<Row>, row: Row): SQLInputValue[] {
  const cells: SQLInputValue[] = [];
  for (const [, property] of columns) cells.push(row[property] as SQLInputValue);
  return cells;
}

type Flat<Row> = { readonly [Property in keyof Row]: SQLInputValue };

function runCells(run: RunRow): SQLInputValue[] {
  const { declared, settled, labels } = run;
  const flat: Flat<RunRow> = {
    ...run,
    declared: Number(declared),
    settled: Number(settled),
    labels: JSON.stringify(labels),
  };
  return cellsOf(RUN as BareColumns<Flat<RunRow>>, flat);
}

function refusalCells(refusal: Omit<QuarantineRow, "id">): SQLInputValue[] {
  const flat = { ...refusal, legal: JSON.stringify(refusal.legal) };
  return cellsOf(REFUSAL as BareColumns<typeof flat>, flat);
}

// prettier-ignore
const RUN = columnsOf<RunRow>("id", "org", "project", "domain", "name", "revision", "actionCount", "openCount", "declared",
  "settled", "engine", "labels", "spec", "source", "createdBy", "createdAt", "updatedAt", "phase", "startedAt", "endedAt",
  "taskName", "taskVersion", "triggerName", "metadata", "status");
// prettier-ignore
const ACTION = columnsOf<ActionRow>("runId", "number", "name", "parent", "group", "type", "taskName", "taskType", "phase",
  "attempt", "maxAttempts", "createdAt", "startedAt", "endedAt", "updatedAt", "errorKind", "errorCode", "cacheStatus",
  "abortState", "abortDueAt", "revision", "metadata", "status", "record");
const REVISION = ACTION.findIndex(([name]) => name === "revision");
// prettier-ignore
const EVENT = columnsOf<EventRow>("runId", "revision", "actionNumber", "attempt", "phase", "version", "outcome", "producer",
  "receivedAt", "event");
// prettier-ignore
const ERROR = columnsOf<AttemptErrorRow>("runId", "actionNumber", "attempt", "kind", "code", "message", "at");
// prettier-ignore
const REFUSAL = columnsOf<Omit<QuarantineRow, "id">>("project", "domain", "run", "action", "attempt", "phase", "version",
  "outcome", "rule", "message", "fromPhase", "fromAttempt", "legal", "producer", "receivedAt", "event");
