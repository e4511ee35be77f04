import { create, toBinary } from "@bufbuild/protobuf";
import {
  type ActionDeclaration,
  ActionDeclarationSchema,
  type RunDeclaration,
  type RunIdentifier,
  RunSpecSchema,
} from "@runledger/proto";
import { ROOT_ACTION } from "@runledger/state";
import type { CreateRunResult } from "../create-run-result.ts";
import { toRun } from "../read/to-run.ts";
import { runName } from "../run-name.ts";
import type { PreparedAlong } from "../validate/prepare-along.ts";
import type { PreparedRun } from "../validate/prepare-run.ts";
import { declare } from "./declare.ts";
import type { Finish, Job } from "./job.ts";
import { type LoadPlan, planDeclaration } from "./load-plan.ts";
import { declarationReports } from "./own-reports.ts";
import { queueWork } from "./queue-work.ts";
import { planReport, recordReport } from "./record-report.ts";
import type { RunBook } from "./run-book.ts";
import { runDifference } from "./run-difference.ts";
import type { Workbook } from "./workbook.ts";

/** Declares a run with its root. */
export class CreateRunJob implements Job<CreateRunResult> {
  readonly weight: number;
  readonly bytes: number;
  readonly #declaration: RunDeclaration;
  readonly #run: RunIdentifier;
  readonly #name: string;
  readonly #along: PreparedAlong | undefined;

  constructor({ declaration, run, size }: PreparedRun, along?: PreparedAlong) {
    this.#declaration = declaration;
    this.#run = run;
    this.#name = runName(run);
    this.#along = along;
    this.weight = 1 + (along?.reports.length ?? 0);
    this.bytes = size + (along?.size ?? 0);
  }

  plan(plan: LoadPlan): void {
    const run = plan.run(this.#run, this.#name);
    run.org ||= this.#run.org;
    run.create = true;
    planDeclaration(run, ROOT_ACTION, "", declarationReports);
    for (const report of this.#along?.reports ?? []) planReport(plan, report);
  }

  run(book: Workbook): Finish<CreateRunResult> | Promise<Finish<CreateRunResult>> {
    const run = book.run(this.#name);
    if (run === undefined) throw new Error(`${this.#name} was to be created`);
    const asNow = (): ReturnType<typeof toRun> => toRun(book.row(this.#name));
    const reportedBefore = !run.isNew;
    const wasDeclared = run.declared;
    if (this.#along !== undefined && reportedBefore && !wasDeclared) {
      return () => ({
        kind: "taken",
        run: asNow(),
        message: this.#tell("It is known by reports."),
      });
    }
    const difference =
      (wasDeclared ? runDifference(run, this.#declaration) : undefined) ??
      this.#declareRoot(run, book.now);
    if (difference !== undefined) {
      return () => ({ kind: "taken", run: asNow(), message: this.#tell(difference) });
    }
    if (wasDeclared) return () => ({ kind: "exists", run: asNow() });
    this.#setColumns(run);
    queueWork(run, ROOT_ACTION, book.now);
    const created: Finish<CreateRunResult> = () => ({
      kind: "created",
      run: asNow(),
      reportedBefore,
    });
    return this.#along === undefined ? created : this.#takeAlong(book, this.#along, created);
  }

  /** Commits along what was known from the beginning. Where any of it is refused, nothing is committed at all. */
  async #takeAlong(
    book: Workbook,
    { entity, reports }: PreparedAlong,
    created: Finish<CreateRunResult>,
  ): Promise<Finish<CreateRunResult>> {
    if (entity !== undefined) book.register(entity);
    for (const report of reports) {
      const { declaration, ...told } = recordReport(book, report)();
      if (!("revision" in told) || declaration?.kind === "refused") {
        throw new Error(`A report on ${report.name} that comes along with its run was refused.`);
      }
      if (book.isTimeToWrite()) await book.writePart();
    }
    return created;
  }

  /** Declares the root, unless nothing is said of it and it is declared. Returns what it was declared otherwise. */
  #declareRoot(run: RunBook, now: number): string | undefined {
    const { root } = this.#declaration;
    if (root === undefined && run.get(ROOT_ACTION)?.record.declared) return undefined;
    const declared = declare(run, root ?? plainRoot(), now);
    return declared.kind === "refused" ? `root: ${declared.message}` : undefined;
  }

  #setColumns(run: RunBook): void {
    const { engine, labels, runSpec } = this.#declaration;
    const spec = toBinary(RunSpecSchema, runSpec ?? create(RunSpecSchema));
    run.setColumns({ declared: true, engine, labels: { ...labels }, spec });
    // The run changed, and shows that at its root.
    run.change(ROOT_ACTION, {});
  }

  #tell(difference: string): string {
    return (
      `The run ${this.#name} was declared otherwise before, and that stands: ${difference} ` +
      "Repeat the first declaration, or give the run another name."
    );
  }
}

function plainRoot(): ActionDeclaration {
  return create(ActionDeclarationSchema, { name: ROOT_ACTION });
}
