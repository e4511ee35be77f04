import { toBinary } from "@bufbuild/protobuf";
import { WorkRecordSchema } from "@runledger/proto";
import { ROOT_ACTION, isTerminal, phaseOf } from "@runledger/state";
import type { WorkRow } from "@runledger/store";
import { tellRefusal } from "../validate/refusal.ts";
import type { PreparedReport } from "../validate/prepare-report.ts";
import type { WorkStep, WorkStepResult } from "../work-step.ts";
import { abortSiblings } from "./abort-siblings.ts";
import type { ActionState } from "./action-state.ts";
import { foldIntoBook } from "./fold-into-book.ts";
import { foldsAll } from "./folds-all.ts";
import type { Finish, Job } from "./job.ts";
import type { LoadPlan } from "./load-plan.ts";
import type { RunBook } from "./run-book.ts";
import type { Workbook } from "./workbook.ts";
import { deadlineOf } from "./queue-work.ts";

/** Commits what a worker has decided: reports, work and abort together, under its lease. */
export class AdvanceJob implements Job<WorkStepResult> {
  readonly weight: number;
  readonly bytes: number;
  readonly #step: WorkStep;
  readonly #reports: readonly PreparedReport[];
  readonly #name: string;

  constructor(step: WorkStep, reports: readonly PreparedReport[], name: string) {
    this.#step = step;
    this.#reports = reports;
    this.#name = name;
    this.weight = Math.max(1, reports.length);
    this.bytes = reports.reduce((sum, { size }) => sum + size, 0);
  }

  plan(plan: LoadPlan): void {
    const { action } = this.#step;
    if (action.run === undefined) return;
    const run = plan.run(action.run, this.#name);
    run.actions.add(action.name);
    run.work.add(action.name);
    for (const { event } of this.#reports) run.reports.push({ action: action.name, event });
  }

  async run(book: Workbook): Promise<Finish<WorkStepResult>> {
    const { action, fence, revision } = this.#step;
    const run = book.run(this.#name);
    const before = run?.get(action.name);
    const held = before && run?.work.get(before.number);
    if (run === undefined || before === undefined || held === undefined || held.fence !== fence) {
      const problem = `fence: ${fence} isn't the lease of ${this.#name}/${action.name} any more.`;
      return () => ({ kind: "lost", rule: "RL701", message: tellRefusal("RL701", problem) });
    }
    const flaw = this.#reports.find((report) => report.kind === "malformed");
    if (flaw?.kind === "malformed") return () => ({ kind: "malformed", message: flaw.message });
    const reports = this.#reports.filter((report) => report.kind === "sound");
    if (before.revision !== revision || !foldsAll(run, before, reports)) {
      const message = `revision: the action is at ${before.revision}, and ${revision} was decided on. Look at it again.`;
      return () => ({ kind: "stale", message });
    }
    const { abort } = this.#step;
    if (abort !== undefined) run.change(action.name, { record: { ...before.record, abort } });
    for (const report of reports) foldIntoBook(book, run, report);
    const after = run.get(action.name) ?? before;
    this.#writeWork(run, held, after);
    if (reports.length > 0) await abortSiblings(book, run, after);
    if (action.name === ROOT_ACTION && isTerminal(phaseOf(after.record))) {
      await hastenRest(book, run);
    }
    const { metadata, record, revision: now } = after;
    return () => ({ kind: "advanced", record, metadata, revision: now });
  }

  #writeWork(run: RunBook, held: WorkRow, after: ActionState): void {
    const { dueAt, keep, work } = this.#step;
    if (work === undefined) {
      run.work.end(after.number);
      return;
    }
    run.work.set({
      ...held,
      dueAt,
      deadlineAt: deadlineOf(after, held.deadlineAt),
      ...(keep ? {} : { owner: "", leasedUntil: 0 }),
      record: toBinary(WorkRecordSchema, work),
    });
  }
}

/** The end of a run ends what is left below it: workers look at it at once. */
async function hastenRest(book: Workbook, run: RunBook): Promise<void> {
  await book.loadUnfinished(run);
  for (const { name, number } of run.used())
    if (name !== ROOT_ACTION) run.work.hasten(number, book.now);
}
