import type { ReportResult } from "../report.ts";
import type { DeclareResult } from "../declare-result.ts";
import type { PreparedReport, SoundReport } from "../validate/prepare-report.ts";
import type { ActionCache } from "./action-cache.ts";
import { declare, declareNothing } from "./declare.ts";
import { foldIntoBook } from "./fold-into-book.ts";
import type { Finish, Job } from "./job.ts";
import { type LoadPlan, planDeclaration } from "./load-plan.ts";
import { mayCreateRun } from "./may-create-run.ts";
import { declarationReports } from "./own-reports.ts";
import { quarantineMalformed } from "./quarantine.ts";
import type { RunBook } from "./run-book.ts";
import type { Workbook } from "./workbook.ts";

/** Records reports, in order. */
export class RecordJob implements Job<ReportResult[]> {
  readonly weight: number;
  readonly bytes: number;
  readonly #reports: readonly PreparedReport[];
  readonly #cache: ActionCache;

  constructor(reports: readonly PreparedReport[], cache: ActionCache) {
    this.#reports = reports;
    this.#cache = cache;
    this.weight = reports.length;
    this.bytes = reports.reduce((sum, { size }) => sum + size, 0);
  }

  plan(plan: LoadPlan): void {
    for (const report of this.#reports) {
      if (report.kind === "malformed") continue;
      const run = plan.run(report.run, report.runName);
      run.org ||= report.run.org;
      // A run that isn't known is created only by a report that will be stored.
      run.create ||= this.#cache.has(report.runName) || mayCreateRun(report);
      run.actions.add(report.name);
      run.reports.push({ action: report.name, event: report.event });
      if (report.declaration?.kind !== "sound") continue;
      const { declaration } = report.declaration;
      planDeclaration(run, report.name, declaration.metadata?.parent ?? "", declarationReports);
    }
  }

  async run(book: Workbook): Promise<Finish<ReportResult[]>> {
    const results: Finish<ReportResult>[] = [];
    for (const report of this.#reports) {
      results.push(
        report.kind === "malformed" ? quarantineMalformed(book, report) : record(book, report),
      );
      if (book.isTimeToWrite()) await book.writePart();
    }
    return () => results.map((result) => result());
  }
}

function record(book: Workbook, report: SoundReport): Finish<ReportResult> {
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
