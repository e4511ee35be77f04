import pg from "pg";
import { StoreError } from "../store-error.ts";
import { backendsAtWork } from "./at-work.ts";
import { configure, connectionConfig } from "./connection-config.ts";
import { Line, LineCut, type LineConfig } from "./line.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import type { Ask } from "./lookups.ts";
import type { Values } from "./read-rows.ts";
import { Silence, type SilenceTimes } from "./silence.ts";
import type { Statement } from "./statement.ts";
import { isConnectionLost, toStoreError } from "./to-store-error.ts";

/** How often something is read, at most, where connections are lost on the way. */
const ATTEMPTS = 4;
/** After how many milliseconds it isn't read again. */
const PATIENCE = 5000;

/** A line that was taken, to be given back. */
export type TakenLine = Line & {
  /** @param lost whether nothing more can be sent over it */
  release(lost?: boolean): void;
};

/** The connections to a server: as many as are needed, up to a number, and kept for a while. */
export class Connections {
  readonly #options: PostgresOptions;
  readonly #pool: pg.Pool;
  readonly #silence: Silence;
  #closing: Promise<void> | undefined;

  constructor(options: PostgresOptions, times: Partial<SilenceTimes> = {}) {
    this.#options = options;
    this.#silence = new Silence(
      (backends, within) => backendsAtWork(options, backends, within),
      times,
    );
    const config: LineConfig & pg.PoolConfig = {
      ...connectionConfig(options),
      max: options.connections,
      // It is given this very object.
      Client: Line as unknown as new () => Line,
      begun: (line) => this.#silence.begun(line),
      onConnect: (line) => configure(line as Line, options),
    };
    this.#pool = new pg.Pool(config);
    // A connection that ends while nobody uses it is replaced when it is needed.
    this.#pool.on("error", () => {});
  }

  /** Whether they were closed. */
  get isClosed(): boolean {
    return this.#closing !== undefined;
  }

  /** Takes a line, to be given back with `release`. */
  async take(): Promise<TakenLine> {
    const line = (await this.#pool.connect()) as unknown as TakenLine;
    // Whoever waits for an answer hears of it too; without a listener it would end the process.
    if (line.listenerCount("error") === 0) line.on("error", () => {});
    return line;
  }

  /**
   * Reads over any line, and over another one where that is lost.
   *
   * @throws StoreError
   */
  async read(statement: Statement): Promise<Values[]> {
    return this.#retry(() => this.#ask(statement));
  }

  /**
   * Reads what takes several statements, all of one state of the database.
   *
   * @throws StoreError
   */
  async readTogether<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
    return this.#retry(async () => {
      const line = await this.#take();
      const ask: Ask = async (statement) => (await line.ask(statement)).rows;
      let isEnded = false;
      try {
        await line.say("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        const result = await work(ask);
        await line.say("COMMIT");
        isEnded = true;
        return result;
      } finally {
        // One in which something failed takes its connection along.
        line.release(!isEnded);
      }
    });
  }

  /**
   * Runs a statement over any line, once: for what can't be done twice.
   *
   * @throws StoreError
   */
  async run(statement: Statement): Promise<Values[]> {
    try {
      return await this.#ask(statement);
    } catch (error) {
      throw toStoreError(error, this.#options.place);
    }
  }

  /** @throws StoreError of kind `closed` */
  refuseClosed(): void {
    if (!this.isClosed) return;
    throw new StoreError(
      "closed",
      `${this.#options.place.name} was closed. Open it again to use it.`,
    );
  }

  /** Refuses what comes; waits for `last`, then for the reads under way, and closes every connection. */
  async close(last: () => Promise<void>): Promise<void> {
    this.#closing ??= last()
      .then(() => this.#pool.end())
      .finally(() => this.#silence.close());
    return this.#closing;
  }

  async #take(): Promise<TakenLine> {
    this.refuseClosed();
    try {
      return await this.take();
    } catch (error) {
      // A server that lets nobody in says the same at once to whoever asks again.
      throw error instanceof LineCut ? error : toStoreError(error, this.#options.place);
    }
  }

  async #retry<T>(read: () => Promise<T>): Promise<T> {
    const until = this.#options.now() + PATIENCE;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await read();
      } catch (error) {
        const mayRetry = attempt < ATTEMPTS && this.#options.now() < until;
        const isLost = !(error instanceof StoreError) && isConnectionLost(error);
        if (!mayRetry || !isLost) throw toStoreError(error, this.#options.place);
      }
    }
  }

  async #ask(statement: Statement): Promise<Values[]> {
    const line = await this.#take();
    let isLost = false;
    try {
      return (await line.ask(statement)).rows;
    } catch (error) {
      isLost = isConnectionLost(error);
      throw error;
    } finally {
      line.release(isLost);
    }
  }
}
