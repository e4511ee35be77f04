import type { RunIdentifier } from "@runledger/proto";
import { retryAbort } from "@runledger/state/reconcile";
import { notFound } from "../not-found.ts";
import type { RetryAbortResult } from "../retry-abort-result.ts";
import { runName } from "../run-name.ts";
import { toTimestamp } from "../times.ts";
import type { Finish, Job } from "./job.ts";
import type { LoadPlan } from "./load-plan.ts";
import { RECONCILED } from "./queue-work.ts";
import type { Workbook } from "./workbook.ts";

/** Requests aborts anew that were given up. */
export class RetryAbortJob implements Job<RetryAbortResult> {
  readonly weight: number;
  readonly bytes = 0;
  readonly #run: RunIdentifier;
  readonly #name: string;
  readonly #actions: readonly string[];

  constructor(run: RunIdentifier, actions: readonly string[]) {
    this.#run = run;
    this.#name = runName(run);
    this.#actions = actions;
    this.weight = Math.max(1, actions.length);
  }

  plan(plan: LoadPlan): void {
    const run = plan.run(this.#run, this.#name);
    for (const action of this.#actions) run.actions.add(action);
  }

  run(book: Workbook): Finish<RetryAbortResult> {
    const run = book.run(this.#name);
    if (run === undefined) throw notFound(this.#name);
    let retried = 0;
    for (const name of this.#actions) {
      const action = run.get(name);
      if (action === undefined) throw notFound(this.#name, name);
      const { number, record } = action;
      const abort = record.abort && retryAbort(record.abort, toTimestamp(book.now));
      if (abort === undefined) continue;
      run.change(name, { record: { ...record, abort } });
      if (run.engine === RECONCILED) run.work.hasten(number, book.now);
      retried += 1;
    }
    const { revision } = run;
    return () => ({ retried, revision });
  }
}
