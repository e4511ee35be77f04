import { AbortState, type RunIdentifier } from "@runledger/proto";
import { type AbortDelivery, advanceAbort, defaultWorkPolicy } from "@runledger/state/reconcile";
import type { AbortDeliveryResult } from "../abort-delivery-result.ts";
import { notFound } from "../not-found.ts";
import { runName } from "../run-name.ts";
import { toTimestamp } from "../times.ts";
import { invalid } from "../validate/invalid.ts";
import type { Finish, Job } from "./job.ts";
import type { LoadPlan } from "./load-plan.ts";
import { RECONCILED } from "./queue-work.ts";
import type { Workbook } from "./workbook.ts";

/** The states of an abort that is to be delivered. One that was given up is not, until somebody asks for it. */
const DUE: ReadonlySet<AbortState> = new Set([AbortState.REQUESTED, AbortState.DELIVERED]);

/** Notes what became of telling an engine of aborts. */
export class NoteDeliveryJob implements Job<AbortDeliveryResult> {
  readonly weight: number;
  readonly bytes = 0;
  readonly #run: RunIdentifier;
  readonly #name: string;
  readonly #actions: readonly string[];
  readonly #delivery: AbortDelivery;
  readonly #chance: number;

  /** @param chance from 0 to 1, by which the wait until the next delivery is drawn */
  constructor(
    run: RunIdentifier,
    actions: readonly string[],
    delivery: AbortDelivery,
    chance: number,
  ) {
    this.#run = run;
    this.#name = runName(run);
    this.#actions = actions;
    this.#delivery = delivery;
    this.#chance = chance;
    this.weight = Math.max(1, actions.length);
  }

  plan(plan: LoadPlan): void {
    const run = plan.run(this.#run, this.#name);
    for (const action of this.#actions) run.actions.add(action);
  }

  run(book: Workbook): Finish<AbortDeliveryResult> {
    const run = book.run(this.#name);
    if (run === undefined) throw notFound(this.#name);
    if (run.engine === RECONCILED) throw invalid([{ field: "run", message: notForeign }]);
    let [noted, givenUp] = [0, 0];
    const now = toTimestamp(book.now);
    for (const name of new Set(this.#actions)) {
      const action = run.get(name);
      if (action === undefined) throw notFound(this.#name, name);
      const { record } = action;
      if (record.abort === undefined || !DUE.has(record.abort.state)) continue;
      const abort = advanceAbort(
        record.abort,
        this.#delivery,
        defaultWorkPolicy,
        now,
        this.#chance,
      );
      run.change(name, { record: { ...record, abort } });
      noted += 1;
      if (abort.state === AbortState.GIVEN_UP) givenUp += 1;
    }
    const { revision } = run;
    return () => ({ noted, givenUp, revision });
  }
}

const notForeign = `is one whose work Runledger's own workers do: they note by themselves what became of their aborts. Only another engine does it by this call.`;
