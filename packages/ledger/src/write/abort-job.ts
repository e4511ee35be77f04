import { type AbortInfo, AbortState, type RunIdentifier } from "@runledger/proto";
import { ROOT_ACTION, phaseOf } from "@runledger/state";
import type { AbortResult } from "../abort-result.ts";
import { notFound } from "../not-found.ts";
import { runName } from "../run-name.ts";
import { abortActions } from "./abort-actions.ts";
import type { ActionState } from "./action-state.ts";
import { subtreesOf } from "./subtree.ts";
import type { Finish, Job } from "./job.ts";
import type { LoadPlan } from "./load-plan.ts";
import type { RunBook } from "./run-book.ts";
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
    const actions = this.#action === ROOT_ACTION ? all(run) : await subtreesOf(book, run, [target]);
    const { moved, stopped } = await abortActions(run, actions, this.#info, book.now);
    if (moved + stopped === 0) return () => nothingToDo(target, before);
    const { revision } = run;
    const state = run.engine === "" ? AbortState.CONFIRMED : AbortState.REQUESTED;
    return () => ({ kind: "aborted", revision, moved, stopped, state });
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
