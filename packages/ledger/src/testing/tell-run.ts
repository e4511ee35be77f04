import type { DeclareResult } from "../declare-result.ts";
import type { Ledger } from "../ledger.ts";
import type { Report, ReportResult } from "../report.ts";
import type { Step } from "./arbitrary-run.ts";
import { actionId, runId } from "./messages.ts";

/** What a ledger answered. */
export type Answer = ReportResult | DeclareResult;

/** Fills the name of its run into a report. */
function ofRun(run: string, { event }: Report): Report {
  return { event: { ...event, id: actionId(run, event.id?.name ?? "") } };
}

/**
 * Tells a ledger a batch: as one call of `record` where it can be, with declarations on the reports of their actions, and
 * by themselves where there is no report to carry them.
 */
export async function tellBatch(
  ledger: Ledger,
  run: string,
  steps: readonly Step[],
): Promise<Answer[]> {
  const reports: Report[] = [];
  const alone: Extract<Step, { kind: "declare" }>["declaration"][] = [];
  for (const step of steps) {
    if (step.kind === "declare") alone.push(step.declaration);
    else {
      const carried = alone.findIndex(({ name }) => name === step.report.event.id?.name);
      const declaration = carried < 0 ? undefined : alone.splice(carried, 1)[0];
      reports.push({ ...ofRun(run, step.report), ...(declaration && { declaration }) });
    }
  }
  const [declared, recorded] = await Promise.all([
    ledger.declareActions(runId(run), alone),
    ledger.record(reports),
  ]);
  return [...declared, ...recorded];
}
