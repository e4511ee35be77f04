import { actionPhaseLifecycle as lifecycle } from "@runledger/state";
import type { PlannedEnding } from "../plan/plan-endings.ts";
import { checkReports } from "./check-reports.ts";
import type { LedgerContents } from "./ledger-contents.ts";
import { expectThat } from "./violation.ts";

/**
 * Checks what became of the runs that were ended from outside: one that was deleted is gone; of one that was aborted all reports are
 * there, and no action goes on.
 *
 * @param contents what is held of these runs
 * @throws Violation
 */
export function checkEndings(contents: LedgerContents, endings: readonly PlannedEnding[]): void {
  const kept = endings.filter(({ kind }) => kind === "abort");
  for (const { run } of endings.filter((each) => !kept.includes(each))) {
    expectThat(contents.runs.get(run) === undefined, {
      invariant: "what is deleted is gone",
      subject: run,
      expected: "no such run",
      found: contents.runs.get(run)?.run,
    });
  }
  for (const { reports, run } of kept) {
    const held = contents.runs.get(run);
    checkReports({ ...contents, runs: new Map([[run, held]]) }, reports);
    expectThat(held?.run.settled === true, {
      invariant: "an abort settles its run",
      subject: run,
      expected: "settled",
      found: held?.run,
    });
    const open = held.actions.filter(({ status }) => !lifecycle.isTerminal(status?.phase ?? 0));
    expectThat(open.length === 0, {
      invariant: "an abort takes everything below it along",
      subject: run,
      expected: "no action that goes on",
      found: open.map(({ id }) => id?.name),
    });
  }
}
