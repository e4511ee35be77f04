import type { AlongWithRun } from "../along-with-run.ts";
import { breathe, isTimeToBreathe } from "../breathe.ts";
import { checkEntity } from "../entities/check-entity.ts";
import type { NewEntity } from "../entity.ts";
import type { FieldViolation } from "../ledger-error.ts";
import type { LedgerLimits } from "../limits.ts";
import { runName } from "../run-name.ts";
import { invalid } from "./invalid.ts";
import { prepareReport, type SoundReport } from "./prepare-report.ts";
import type { PreparedRun } from "./prepare-run.ts";

/** What is committed together with a run, sound by itself. */
export interface PreparedAlong {
  readonly reports: readonly SoundReport[];
  readonly entity: NewEntity | undefined;
  /** How many bytes it takes in the queue. */
  readonly size: number;
}

/**
 * Checks what is to be committed together with a run, by itself.
 *
 * @throws LedgerError of kind `invalid` that names what is malformed, or about another run; `limit` for what is too large
 */
export async function prepareAlong(
  { entity, reports: given = [] }: AlongWithRun,
  { run }: PreparedRun,
  limits: LedgerLimits,
): Promise<PreparedAlong> {
  if (entity !== undefined) checkEntity(entity, limits);
  const name = runName(run);
  const reports: SoundReport[] = [];
  const violations: FieldViolation[] = [];
  let size = entity?.body.length ?? 0;
  for (const [index, each] of given.entries()) {
    const report = prepareReport(each, limits);
    const wrong = problemOf(report, name);
    if (wrong !== undefined) violations.push({ field: `reports[${index}]`, message: wrong });
    else if (report.kind === "sound") reports.push(report);
    size += report.size;
    if (isTimeToBreathe(index)) await breathe();
  }
  if (violations.length > 0) throw invalid(violations);
  return { reports, entity, size };
}

function problemOf(report: ReturnType<typeof prepareReport>, name: string): string | undefined {
  if (report.kind === "malformed") return report.message;
  if (report.runName !== name)
    return `is about the run ${report.runName}, and has to be about ${name}.`;
  const declared = report.declaration?.kind === "refused" ? report.declaration.result : undefined;
  return declared?.kind === "refused" ? declared.message : undefined;
}
