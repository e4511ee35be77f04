import { setTimeout } from "node:timers/promises";
import { StoreError } from "../store-error.ts";
import type { WriteTransaction } from "../store.ts";
import type { Connections, TakenLine } from "./connections.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import { type CommitOutcome, PostgresTransaction } from "./postgres-transaction.ts";
import { type LostTransaction, resolveCommit } from "./resolve-commit.ts";
import { Slots } from "./slots.ts";
import { isConnectionLost, toStoreError } from "./to-store-error.ts";

/** How often a transaction is begun, at most. With the waits in between that is a second or two. */
const ATTEMPTS = 8;
/** Where every attempt waits for a server that says nothing, that is too often: no other one is begun after so long. */
const PATIENCE = 5000;
/** How often the server is asked what became of a transaction, and for how long, at most. */
const QUESTIONS = 40;
const QUESTIONS_FOR = 30_000;
const FIRST_WAIT = 20;
const LONGEST_WAIT = 1000;

/** Source: https://www.postgresql.org/docs/current/errcodes-appendix.html: serialization_failure, deadlock_detected. */
const LOST_RACES: ReadonlySet<unknown> = new Set(["40001", "40P01"]);

type Work<T> = (transaction: WriteTransaction) => Promise<T>;

/** What came of an attempt: `again` where nothing of it was kept and another one may do better. */
type Attempt<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "again"; readonly error: StoreError };

/** Runs transactions, some at once, and runs those again that were lost on the way. */
export class Transactor {
  readonly #connections: Connections;
  readonly #options: PostgresOptions;
  readonly #slots: Slots;

  constructor(connections: Connections, options: PostgresOptions) {
    this.#connections = connections;
    this.#options = options;
    this.#slots = new Slots(options.transactions);
  }

  /** Runs `work` in a transaction and commits it. */
  async run<T>(work: Work<T>): Promise<T> {
    return this.#slots.run(async () => {
      const until = this.#options.now() + PATIENCE;
      for (let number = 1; ; number += 1) {
        const attempt = await this.#attempt(work);
        if (attempt.kind === "done") return attempt.value;
        if (number >= ATTEMPTS || this.#options.now() > until) throw attempt.error;
        await this.#wait(number);
      }
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#slots.idle();
  }

  async #attempt<T>(work: Work<T>): Promise<Attempt<T>> {
    let line: TakenLine;
    try {
      line = await this.#connections.take();
    } catch (error) {
      return this.#judge(error);
    }
    const transaction = new PostgresTransaction(line, this.#options.place);
    let done: { readonly value: T; readonly outcome: CommitOutcome };
    try {
      const value = await work(transaction);
      done = { value, outcome: await transaction.commit() };
    } catch (error) {
      await giveBack(line, transaction);
      // What the work made of it doesn't matter where the transaction itself can be run again.
      if (mayRunAgain(transaction.failed)) return this.#judge(transaction.failed);
      throw error;
    }
    const { outcome, value } = done;
    line.release(outcome.kind === "lost");
    if (outcome.kind === "committed") return { kind: "done", value };
    return this.#resolve(outcome.transaction, outcome.cause, value);
  }

  /** Finds out about a commit that was not answered. */
  async #resolve<T>(transaction: LostTransaction, cause: unknown, value: T): Promise<Attempt<T>> {
    const until = this.#options.now() + QUESTIONS_FOR;
    let questions = 0;
    const wait = async (): Promise<boolean> => {
      questions += 1;
      await this.#wait(questions);
      return questions < QUESTIONS && this.#options.now() < until;
    };
    const fate = await resolveCommit(this.#connections, transaction, wait);
    if (fate === "committed") return { kind: "done", value };
    const error = toStoreError(cause, this.#options.place);
    if (fate === "aborted") return { kind: "again", error };
    throw new StoreError(
      "unavailable",
      `${this.#options.place.name} broke the connection while it committed, and can't be asked what became of it. Send ` +
        "it again: a report that is sent twice is stored once.",
      { cause: error },
    );
  }

  #judge(error: unknown): { readonly kind: "again"; readonly error: StoreError } {
    const told = toStoreError(error, this.#options.place);
    if (mayRunAgain(error)) return { kind: "again", error: told };
    throw told;
  }

  /** Waits before another attempt: longer each time, and for a random part of it, so that those who collided part. */
  async #wait(number: number): Promise<void> {
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (number - 1));
    await setTimeout(longest * this.#options.random());
  }
}

async function giveBack(line: TakenLine, transaction: PostgresTransaction): Promise<void> {
  const rolledBack = await transaction.rollback().then(
    () => true,
    () => false,
  );
  line.release(!rolledBack);
}

function mayRunAgain(error: unknown): boolean {
  if (error === undefined || error instanceof StoreError) return false;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return LOST_RACES.has(code) || isConnectionLost(error);
}
