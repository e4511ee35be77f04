import pg, { type ClientConfig, type QueryResult } from "pg";

/** What is asked over a line; the rows of the answer come as arrays. */
export interface Question {
  readonly text: string;
  readonly name?: string | undefined;
  readonly values: readonly unknown[];
}

/** How a line is made. */
export interface LineConfig extends ClientConfig {
  /** Told of each line as soon as it is being made. */
  readonly begun?: (line: Line) => void;
}

/** Says that a line was cut. It is told like any connection that is lost: see the troubles in to-store-error.ts. */
export class LineCut extends Error {
  readonly code = "ETIMEDOUT";

  constructor() {
    super("nothing was heard over the connection any more");
  }
}

/** A connection that knows how long an answer has been due over it. */
export class Line extends pg.Client {
  #isConnecting = true;
  #due = 0;
  #sign = performance.now();

  constructor(config: LineConfig) {
    super(config);
    this.once("connect", () => {
      this.#isConnecting = false;
      // With TLS it is another stream than at first.
      this.connection.stream.on("data", () => (this.#sign = performance.now()));
    });
    config.begun?.(this);
  }

  /** Whether it is still being made. */
  get isConnecting(): boolean {
    return this.#isConnecting;
  }

  /** How its backend is numbered at the server. Undefined: it isn't known yet. */
  get backend(): number | undefined {
    return (this as unknown as { processID: number | null }).processID ?? undefined;
  }

  /**
   * What every transaction has to begin with. Where it is given, a pooler is in between: each transaction may run over another
   * connection of the server, and others' over this one, so that nothing is to be left behind there.
   */
  beginning: string | undefined;

  /**
   * The history that its server was in when it was made, which is another one once a standby has taken over. Undefined: the server
   * doesn't say. Source: https://www.postgresql.org/docs/current/continuous-archiving.html, Timelines.
   */
  timeline: string | undefined;

  /** When something was last heard, or was first asked after all had been answered. */
  get lastSign(): number {
    return this.#sign;
  }

  /** When something was last heard of it while an answer was due. Undefined: none is. */
  get silentSince(): number | undefined {
    return this.#isConnecting || this.#due > 0 ? this.#sign : undefined;
  }

  /** Asks something. */
  async ask({ name, text, values }: Question): Promise<QueryResult<unknown[]>> {
    const query = { text, values: [...values], rowMode: "array" as const };
    // A prepared statement would be left behind, and another program's might be run.
    const isKept = name !== undefined && this.beginning === undefined;
    return this.#answer(() => this.query<unknown[]>(isKept ? { ...query, name } : query));
  }

  /** Runs statements that take no values and give no rows. */
  async say(statements: string): Promise<void> {
    await this.#answer(() => this.query(statements));
  }

  /** Ends it without a word to the other side. Whoever waits for an answer hears that the connection is lost. */
  cut(): void {
    this.connection.stream.destroy(new LineCut());
  }

  async #answer<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#due === 0) this.#sign = performance.now();
    this.#due += 1;
    try {
      return await ask();
    } finally {
      this.#due -= 1;
    }
  }
}
