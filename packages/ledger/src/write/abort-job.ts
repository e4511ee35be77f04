import { toTimestamp } from "../times.ts";
import { type AbortInfo, AbortState, type RunIdentifier } from "@runledger/proto";
import { ROOT_ACTION, phaseOf, requestAbort } from "@runledger/state";
import type { AbortResult } from "../abort-result.ts";
import { breathe, isTimeToBreathe } from "../breathe.ts";
import { notFound } from "../not-found.ts";
import { runName } from "../run-name.ts";
import type { ActionState } from "./action-state.ts";
import { subtreeOf } from "./subtree.ts";
import type { Finish, Job } from "./job.ts";
import type { LoadPlan } from "./load-plan.ts";
import type { RunBook } from "./run-book.ts";
import { RECONCILED } from "./queue-work.ts";
import { storeOwn } from "./store-own.ts";
import type { Workbook } from "./workbook.ts";

/** Aborts an action, and everything below it that hasn't ended. The root's abort is the run's. */
export class AbortJob implements Job<AbortResult> {
  readonly weight = 1;
  readonly bytes = 0;
  readonly #run: RunIdentifier;
  readonly #name: string;
  readonly #action: string;
  readonly #info: AbortInfo;

  constructor(run: RunIdentifier, action: string, info: AbortInfo) {
    this.#run = run;
    this.#name = runName(run);
    this.#action = action;
    this.#info = info;
  }

  plan(plan: LoadPlan): void {
    plan.run(this.#run, this.#name).actions.add(this.#action);
  }

  async run(book: Workbook): Promise<Finish<AbortResult>> {
    const run = book.run(this.#name);
    if (run === undefined) throw notFound(this.#name);
    const target = run.get(this.#action);
    if (target === undefined) throw notFound(this.#name, this.#action);
    const before = target.record.abort?.state;
    await book.loadUnfinished(run);
    const actions = this.#action === ROOT_ACTION ? all(run) : await subtreeOf(book, run, target);
    const { moved, stopped } = await this.#abort(run, actions, book.now);
    if (moved + stopped === 0) return () => nothingToDo(target, before);
    const { revision } = run;
    const state = run.engine === "" ? AbortState.CONFIRMED : AbortState.REQUESTED;
    return () => ({ kind: "aborted", revision, moved, stopped, state });
  }

  async #abort(
    run: RunBook,
    actions: readonly ActionState[],
    now: number,
  ): Promise<{ moved: number; stopped: number }> {
    const context = { time: toTimestamp(now), engine: run.engine };
    let [moved, stopped] = [0, 0];
    for (const [index, { name, number, record, metadata }] of actions.entries()) {
      if (isTimeToBreathe(index)) await breathe();
      const result = requestAbort(record, metadata, this.#info, context);
      if (result.kind !== "ended" && run.engine === RECONCILED) run.work.hasten(number, now);
      switch (result.kind) {
        case "aborted":
          storeOwn(run, name, result.events, { record: result.record });
          moved += 1;
          break;
        case "overlay":
          run.change(name, { record: result.record });
          stopped += 1;
          break;
        case "ended":
          break;
      }
    }
    return { moved, stopped };
  }
}

function all(run: RunBook): ActionState[] {
  return [...run.used()];
}

function nothingToDo(target: ActionState, before: AbortState | undefined): AbortResult {
  const phase = phaseOf(target.record);
  return before === undefined
    ? { kind: "ended", phase, message: `"${target.name}" and all below it have ended before.` }
    : { kind: "requestedBefore", state: before, message: `The abort was requested before.` };
}
