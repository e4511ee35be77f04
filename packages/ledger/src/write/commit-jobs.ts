import type { Store } from "@runledger/store";
import { LedgerError } from "../ledger-error.ts";
import type { ActionCache } from "./action-cache.ts";
import type { Finish, Job } from "./job.ts";
import { LoadPlan } from "./load-plan.ts";
import type { RunNews } from "./run-news.ts";
import { Workbook } from "./workbook.ts";

/** What came of a job in a committed transaction: its result, or why it could not be done at all. */
export type JobResult =
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "failed"; readonly error: LedgerError };

/** A committed transaction. */
export interface Committed {
  /** In the order of the jobs. */
  readonly results: readonly JobResult[];
  readonly news: readonly RunNews[];
}

/**
 * Runs jobs in one transaction, in order, and commits them.
 *
 * @param now the time of the transaction, in microseconds since 1970
 */
export async function commitJobs(
  store: Store,
  cache: ActionCache,
  jobs: readonly Job<unknown>[],
  now: number,
): Promise<Committed> {
  const plan = new LoadPlan();
  for (const job of jobs) job.plan(plan);
  const weight = jobs.reduce((sum, job) => sum + job.weight, 0);
  const { finishes, news } = await store.transact(async (transaction) => {
    const book = await Workbook.open(transaction, plan, cache, now, weight);
    const done: (Finish<unknown> | LedgerError)[] = [];
    for (const job of jobs) done.push(await runJob(job, book));
    return { finishes: done, news: await book.write() };
  });
  for (const { book, row } of news) cache.learn(row, book.known, book.used(), book.anchors);
  return { news, results: finishes.map(toResult) };
}

async function runJob(job: Job<unknown>, book: Workbook): Promise<Finish<unknown> | LedgerError> {
  try {
    return await job.run(book);
  } catch (error) {
    if (error instanceof LedgerError) return error;
    throw error;
  }
}

function toResult(finish: Finish<unknown> | LedgerError): JobResult {
  return finish instanceof LedgerError
    ? { kind: "failed", error: finish }
    : { kind: "done", value: finish() };
}
