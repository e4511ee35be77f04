import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Cell } from "../table/pack-cells.ts";
import { loadSqlite } from "./load-sqlite.ts";

/** How many statements a connection keeps prepared. Lists make their SQL from filters, so there is no end to them. */
const STATEMENTS_KEPT = 200;

/** What a connection is opened with. */
export interface ConnectionOptions {
  readonly readOnly?: boolean;
  /** How long a statement waits for a lock that another connection holds, in milliseconds. */
  readonly busyTimeout: number;
}

/** A connection to a database, with its statements kept prepared. */
export class Connection implements Disposable {
  readonly db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, { readOnly = false, busyTimeout }: ConnectionOptions) {
    const sqlite = loadSqlite();
    this.db = new sqlite.DatabaseSync(path, {
      readOnly,
      timeout: busyTimeout,
      enableForeignKeyConstraints: true,
    });
  }

  /** Prepares a statement, or finds it prepared. Its rows come as arrays of cells. */
  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement !== undefined) return statement;
    if (this.#statements.size >= STATEMENTS_KEPT) {
      // A Map keeps the order of insertion: the first one is the oldest.
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    statement = this.db.prepare(sql);
    statement.setReturnArrays(true);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Runs a statement and returns all its rows. */
  all(sql: string, ...params: Cell[]): Cell[][] {
    return this.prepare(sql).all(...params) as unknown as Cell[][];
  }

  /** Runs a statement and returns its first row, or undefined. */
  get(sql: string, ...params: Cell[]): Cell[] | undefined {
    return this.prepare(sql).get(...params) as unknown as Cell[] | undefined;
  }

  /** Runs a statement for what it does. */
  run(sql: string, ...params: Cell[]): void {
    this.prepare(sql).run(...params);
  }

  /** Reads a setting of the connection or the database. */
  pragma(name: string): Cell {
    return this.get(`PRAGMA ${name}`)?.[0] ?? null;
  }

  /** Runs `work` in one transaction: all of its reads see one state, all of its writes are kept or none. */
  transaction<T>(begin: "BEGIN" | "BEGIN IMMEDIATE", work: () => T): T {
    this.db.exec(begin);
    try {
      const result = work();
      this.db.exec("COMMIT");
      return result;
    } catch (error) {
      // Some errors have rolled back already: a full disk may, and a damaged page does.
      if (this.db.isTransaction) this.db.exec("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    if (this.db.isOpen) this.db.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
