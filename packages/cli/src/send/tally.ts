import type { PlannedReport } from "../plan/plan.ts";
import type { Answer } from "./answer.ts";

/** How many refusals are kept to be shown; the others are counted. */
const kept = 10;

/** A report that the ledger does not hold. */
export interface Refusal {
  readonly action: string;
  readonly attempt: number;
  readonly reason: string;
}

/** Counts what became of reports. */
export class Tally {
  readonly #outcomes = new Map<string, number>();
  readonly #refusals: Refusal[] = [];
  #answered = 0;
  #refused = 0;

  /** How many reports have been answered for. */
  get answered(): number {
    return this.#answered;
  }

  /** How many of them the ledger does not hold. */
  get refused(): number {
    return this.#refused;
  }

  /** The first of those. */
  get refusals(): readonly Refusal[] {
    return this.#refusals;
  }

  /** How many reports had each outcome, in the order in which the outcomes first came. */
  get outcomes(): ReadonlyMap<string, number> {
    return this.#outcomes;
  }

  /** Counts a batch and its answers, in the same order. */
  add(batch: readonly PlannedReport[], answers: readonly Answer[]): void {
    for (const [index, { outcome, held, refusal }] of answers.entries()) {
      this.#answered += 1;
      this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
      if (held) continue;
      this.#refused += 1;
      const event = batch[index]?.event;
      if (this.#refusals.length < kept && event !== undefined) {
        this.#refusals.push({
          action: event.id?.name ?? "",
          attempt: event.attempt,
          reason: refusal,
        });
      }
    }
  }
}
