import type { RunIdentifier } from "@runledger/proto";
import type { DeclareResult } from "../declare-result.ts";
import { runName } from "../run-name.ts";
import type { PreparedDeclaration } from "../validate/prepare-declaration.ts";
import { declare, declareNothing } from "./declare.ts";
import type { Finish, Job } from "./job.ts";
import { type LoadPlan, planDeclaration } from "./load-plan.ts";
import { isDeclarable } from "./may-create-run.ts";
import { declarationReports } from "./own-reports.ts";
import type { Workbook } from "./workbook.ts";

/** Declares actions of a run, in order. Creates the run if it isn't known. */
export class DeclareJob implements Job<DeclareResult[]> {
  readonly weight: number;
  readonly bytes: number;
  readonly #run: RunIdentifier;
  readonly #name: string;
  readonly #declarations: readonly PreparedDeclaration[];

  constructor(run: RunIdentifier, declarations: readonly PreparedDeclaration[]) {
    this.#run = run;
    this.#name = runName(run);
    this.#declarations = declarations;
    this.weight = declarations.length;
    this.bytes = declarations.reduce(
      (sum, each) => sum + (each.kind === "sound" ? each.size : 0),
      0,
    );
  }

  plan(plan: LoadPlan): void {
    const run = plan.run(this.#run, this.#name);
    run.org ||= this.#run.org;
    for (const each of this.#declarations) {
      if (each.kind === "refused") continue;
      const { metadata, name } = each.declaration;
      run.create ||= isDeclarable(each);
      planDeclaration(run, name, metadata?.parent ?? "", declarationReports);
    }
  }

  run(book: Workbook): Finish<DeclareResult[]> {
    const run = book.run(this.#name);
    const results = this.#declarations.map((each) => {
      if (each.kind === "refused") return each.result;
      return run === undefined
        ? declareNothing(each.declaration)
        : declare(run, each.declaration, book.now);
    });
    return () => results;
  }
}
