import type { Logger } from "pino";

/** How long the same error isn't logged again, in milliseconds. */
const PAUSE = 30_000;

/** Logs errors that come again and again, as while a database is away, once in a while. */
export class RareErrors {
  readonly #logger: Pick<Logger, "error">;
  readonly #sentence: string;
  readonly #now: () => number;
  #last = "";
  #loggedAt = Number.NEGATIVE_INFINITY;
  #left = 0;

  /** @param now in milliseconds */
  constructor(logger: Pick<Logger, "error">, sentence: string, now: () => number) {
    this.#logger = logger;
    this.#sentence = sentence;
    this.#now = now;
  }

  /** Takes an error, and logs it unless the same one was logged a short while ago. */
  note(error: unknown): void {
    const text = String(error);
    if (text === this.#last && this.#now() - this.#loggedAt < PAUSE) {
      this.#left += 1;
      return;
    }
    this.#logger.error(
      { err: error, ...(this.#left > 0 && { before: this.#left }) },
      this.#sentence,
    );
    this.#last = text;
    this.#loggedAt = this.#now();
    this.#left = 0;
  }
}
