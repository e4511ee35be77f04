import pg, { type PoolClient } from "pg";
import { StoreError } from "../store-error.ts";
import { configure, connectionConfig } from "./connection-config.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import type { Values } from "./read-rows.ts";
import type { Statement } from "./statement.ts";
import { toStoreError } from "./to-store-error.ts";

/** The connections to a server: as many as are needed, up to a number, and kept for a while. */
export class Connections {
  readonly #options: PostgresOptions;
  readonly #pool: pg.Pool;
  #closing: Promise<void> | undefined;

  constructor(options: PostgresOptions) {
    this.#options = options;
    this.#pool = new pg.Pool({
      ...connectionConfig(options),
      max: options.connections,
      onConnect: (client) => configure(client, options),
    });
    // A connection that ends while nobody uses it is replaced when it is needed.
    this.#pool.on("error", () => {});
  }

  /** Whether they were closed. */
  get isClosed(): boolean {
    return this.#closing !== undefined;
  }

  /** Takes a connection, to be given back with `release`. */
  async take(): Promise<PoolClient> {
    const client = await this.#pool.connect();
    // Whoever waits for an answer hears of it too; without a listener it would end the process.
    if (client.listenerCount("error") === 0) client.on("error", () => {});
    return client;
  }

  /**
   * Reads over any connection.
   *
   * @throws StoreError
   */
  async read({ text, name, values }: Statement): Promise<Values[]> {
    this.refuseClosed();
    const query = { text, values: [...values], rowMode: "array" as const };
    try {
      const { rows } = await this.#pool.query<unknown[]>(
        name === undefined ? query : { ...query, name },
      );
      return rows;
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
    this.#closing ??= last().then(() => this.#pool.end());
    return this.#closing;
  }
}
