import type { EnrichedIdentity, Literal, RunIdentifier } from "@runledger/proto";
import { phaseOf, signal } from "@runledger/state";
import { notFound } from "../not-found.ts";
import { runName } from "../run-name.ts";
import type { SignalResult } from "../signal-result.ts";
import { toTimestamp } from "../times.ts";
import type { Finish, Job } from "./job.ts";
import type { LoadPlan } from "./load-plan.ts";
import { RECONCILED } from "./queue-work.ts";
import { storeOwn } from "./store-own.ts";
import type { Workbook } from "./workbook.ts";

/** Signals a condition. */
export class SignalJob implements Job<SignalResult> {
  readonly weight = 1;
  readonly bytes = 0;
  readonly #run: RunIdentifier;
  readonly #name: string;
  readonly #action: string;
  readonly #value: Literal;
  readonly #by: EnrichedIdentity | undefined;

  constructor(
    run: RunIdentifier,
    action: string,
    value: Literal,
    by: EnrichedIdentity | undefined,
  ) {
    this.#run = run;
    this.#name = runName(run);
    this.#action = action;
    this.#value = value;
    this.#by = by;
  }

  plan(plan: LoadPlan): void {
    plan.run(this.#run, this.#name).actions.add(this.#action);
  }

  run(book: Workbook): Finish<SignalResult> {
    const run = book.run(this.#name);
    if (run === undefined) throw notFound(this.#name);
    const action = run.get(this.#action);
    if (action === undefined) throw notFound(this.#name, this.#action);
    const { metadata, record } = action;
    const result = signal(record, metadata, this.#value, this.#by, toTimestamp(book.now));
    switch (result.kind) {
      case "same":
        return () => result;
      case "refused":
        return () => ({ ...result, phase: phaseOf(record) });
      case "signalled": {
        storeOwn(run, this.#action, result.events, { record: result.record });
        if (run.engine === RECONCILED) run.work.hasten(action.number, book.now);
        const { revision } = run;
        return () => ({ kind: "signalled", revision });
      }
    }
  }
}
