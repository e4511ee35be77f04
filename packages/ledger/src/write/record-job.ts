import type { ReportResult } from "../report.ts";
import type { PreparedReport } from "../validate/prepare-report.ts";
import type { ActionCache } from "./action-cache.ts";
import type { Finish, Job } from "./job.ts";
import type { LoadPlan } from "./load-plan.ts";
import { mayCreateRun } from "./may-create-run.ts";
import { quarantineMalformed } from "./quarantine.ts";
import { planReport, recordReport } from "./record-report.ts";
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
      const run = planReport(plan, report);
      // A run that isn't known is created only by a report that will be stored.
      run.create ||= this.#cache.has(report.runName) || mayCreateRun(report);
    }
  }

  async run(book: Workbook): Promise<Finish<ReportResult[]>> {
    const results: Finish<ReportResult>[] = [];
    for (const report of this.#reports) {
      results.push(
        report.kind === "malformed"
          ? quarantineMalformed(book, report)
          : recordReport(book, report),
      );
      if (book.isTimeToWrite()) await book.writePart();
    }
    return () => results.map((result) => result());
  }
}
