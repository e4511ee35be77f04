import { StoreError } from "../store-error.ts";
import type { Line } from "./line.ts";
import type { Values } from "./read-rows.ts";
import type { Statement } from "./statement.ts";

/** What came of a statement that was sent. */
export type Answer = PromiseSettledResult<Values[]>;

/**
 * Sends the statements of one transaction without waiting for the answers. The server runs them in order; after one that fails
 * it refuses the others, and turns a commit into a rollback.
 */
export class StatementPipe {
  readonly #line: Line;
  /** What was sent and not waited for. */
  #sent: Promise<Values[]>[] = [];
  #hasBegun = false;

  constructor(line: Line) {
    this.#line = line;
  }

  /** Whether the transaction has begun. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Sends a statement, after what begins the transaction where nothing has yet. */
  send(statement: Statement): void {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.send({ text: "BEGIN ISOLATION LEVEL READ COMMITTED", values: [] });
      const { beginning } = this.#line;
      if (beginning !== undefined) this.send({ text: beginning, values: [] });
    }
    const sent = this.#run(statement);
    // Whoever waits for the answers hears of a failure.
    sent.catch(() => {});
    this.#sent.push(sent);
  }

  /** Waits for the answers to everything that was sent since the last ones came. */
  async answers(): Promise<Answer[]> {
    const sent = this.#sent;
    this.#sent = [];
    return Promise.allSettled(sent);
  }

  async #run({ text, name, rows, values }: Statement): Promise<Values[]> {
    const result = await this.#line.ask({ text, name, values });
    if (rows !== undefined && result.rowCount !== rows) {
      throw new StoreError(
        "internal",
        `There are ${String(result.rowCount)} of the ${rows} runs to be written: lock a run before it is written.`,
      );
    }
    if (text === "COMMIT" && result.command !== "COMMIT") {
      throw new StoreError("internal", "The server rolled a transaction back that had not failed.");
    }
    return result.rows;
  }
}
