import type { LoadPlan } from "./load-plan.ts";
import type { Workbook } from "./workbook.ts";

/** Gives a job's result. Asked for once everything is committed. */
export type Finish<Result> = () => Result;

/** One thing to write, which shares its transaction with others that wait at the same time. */
export interface Job<Result> {
  /** How many reports or declarations it holds. */
  readonly weight: number;
  /** How many bytes they take. */
  readonly bytes: number;
  /** Says what it will need to know. */
  plan(plan: LoadPlan): void;
  /**
   * Changes the book. May be asked again, with another book, if the transaction can't be committed, so it has no effects of
   * its own.
   *
   * @throws LedgerError, before it has changed anything, if it can't be done at all
   */
  run(book: Workbook): Finish<Result> | Promise<Finish<Result>>;
}
