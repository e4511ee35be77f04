import { randomUUID } from "node:crypto";
import pg, { type ClientConfig } from "pg";

/** The channel that all programs on a database hint on. */
const CHANNEL = "runledger";

/** What a connection for hints tells. */
export interface HintEvents {
  /** A payload came. */
  readonly heard: (payload: string) => void;
  /** The connection is gone. Told once. */
  readonly lost: () => void;
}

/** A connection that hints are sent and heard over, and nothing else. */
export class HintConnection {
  readonly #client: pg.Client;
  readonly #events: HintEvents;
  /** A channel that nobody else listens to, to find out whether anything is heard at all. */
  readonly #echo = `runledger_${randomUUID().replaceAll("-", "")}`;
  readonly #echoes = new Map<string, () => void>();
  #gone = false;

  private constructor(client: pg.Client, events: HintEvents) {
    this.#client = client;
    this.#events = events;
  }

  /** Opens a connection and listens. */
  static async open(config: ClientConfig, events: HintEvents): Promise<HintConnection> {
    const client = new pg.Client(config);
    const connection = new HintConnection(client, events);
    client.on("error", () => connection.#lose());
    client.on("end", () => connection.#lose());
    client.on("notification", ({ channel, payload = "" }) => connection.#hear(channel, payload));
    try {
      await client.connect();
      // A hint may be lost: nobody waits for the disk. A pooler would hand that on to others, who do.
      const { processID } = client as unknown as { processID: number };
      await client.query(
        `SELECT set_config('synchronous_commit', 'off', pg_backend_pid() <> ${processID});
        LISTEN ${CHANNEL}; LISTEN ${connection.#echo}`,
      );
    } catch (error) {
      connection.#gone = true;
      client.end().catch(() => {});
      throw error;
    }
    return connection;
  }

  /** Sends payloads to whoever listens. */
  async send(payloads: readonly string[]): Promise<void> {
    const sql = `SELECT pg_notify('${CHANNEL}', payload) FROM unnest($1::text[]) AS payload`;
    await this.#client.query(sql, [payloads]);
  }

  /**
   * Finds out whether what is sent is heard.
   *
   * @param say runs a statement: on this connection where nothing is given
   * @returns false if nothing was heard for so many milliseconds
   */
  async hears(
    within: number,
    say: (sql: string, values: string[]) => Promise<unknown> = (sql, values) =>
      this.#client.query(sql, values),
  ): Promise<boolean> {
    const word = randomUUID();
    const heard = Promise.withResolvers<boolean>();
    this.#echoes.set(word, () => heard.resolve(true));
    const timer = setTimeout(() => heard.resolve(false), within);
    try {
      // What is said may never be answered, either.
      const said = say("SELECT pg_notify($1, $2)", [this.#echo, word]);
      return await Promise.race([heard.promise, said.then(() => heard.promise)]);
    } finally {
      clearTimeout(timer);
      this.#echoes.delete(word);
    }
  }

  /** Closes it, without a word to {@link HintEvents.lost}. */
  async close(): Promise<void> {
    this.#gone = true;
    await this.#client.end().catch(() => {});
  }

  #hear(channel: string, payload: string): void {
    if (channel === this.#echo) this.#echoes.get(payload)?.();
    else this.#events.heard(payload);
  }

  #lose(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#events.lost();
  }
}
