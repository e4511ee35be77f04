import type { DeclareResult } from "../declare-result.ts";
import type { ReportResult } from "../report.ts";
import type { SoundReport } from "../validate/prepare-report.ts";
import { declare, declareNothing } from "./declare.ts";
import { foldIntoBook } from "./fold-into-book.ts";
import type { Finish } from "./job.ts";
import { type LoadPlan, planDeclaration, type RunPlan } from "./load-plan.ts";
import { declarationReports } from "./own-reports.ts";
import type { RunBook } from "./run-book.ts";
import type { Workbook } from "./workbook.ts";

/** Plans for a report and the declaration that comes with it. Returns the plan of its run. */
export function planReport(plan: LoadPlan, report: SoundReport): RunPlan {
  const run = plan.run(report.run, report.runName);
  run.org ||= report.run.org;
  run.actions.add(report.name);
  run.reports.push({ action: report.name, event: report.event });
  if (report.declaration?.kind === "sound") {
    const { metadata } = report.declaration.declaration;
    planDeclaration(run, report.name, metadata?.parent ?? "", declarationReports);
  }
  return run;
}

/** Records a report, after the declaration that comes with it. */
export function recordReport(book: Workbook, report: SoundReport): Finish<ReportResult> {
  const run = book.run(report.runName);
  const declaration = declarationOf(book, run, report);
  const judged = foldIntoBook(book, run, report);
  return declaration === undefined ? judged : () => ({ ...judged(), declaration });
}

function declarationOf(
  book: Workbook,
  run: RunBook | undefined,
  { declaration }: SoundReport,
): DeclareResult | undefined {
  if (declaration === undefined) return undefined;
  if (declaration.kind === "refused") return declaration.result;
  return run === undefined
    ? declareNothing(declaration.declaration)
    : declare(run, declaration.declaration, book.now);
}
