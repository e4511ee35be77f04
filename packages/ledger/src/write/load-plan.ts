import type { ActionEvent } from "@runledger/proto";
import { type RunKey } from "@runledger/store";
import { runName } from "../run-name.ts";

/** What a transaction will need to know of one run. */
export interface RunPlan {
  readonly key: RunKey;
  org: string;
  /** Whether to create the run if it isn't known. */
  create: boolean;
  /** The names of the actions that are needed. */
  readonly actions: Set<string>;
  /** The names of the actions whose work is needed. */
  readonly work: Set<string>;
  /** The parents that declarations name, by action. */
  readonly parents: Map<string, Set<string>>;
  /** Reports whose keys may be stored already. */
  readonly reports: { readonly action: string; readonly event: ActionEvent }[];
}

/** Collects what the jobs of one transaction need, so that it is loaded in sets and not one by one. */
export class LoadPlan {
  readonly #runs = new Map<string, RunPlan>();

  /** The plans, by the names of their runs: one order for all, so that two transactions can't wait for each other. */
  get runs(): readonly (readonly [name: string, plan: RunPlan])[] {
    return [...this.#runs].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Plans for a run. */
  run(key: RunKey, name: string = runName(key)): RunPlan {
    let plan = this.#runs.get(name);
    if (plan === undefined) {
      plan = {
        key: { project: key.project, domain: key.domain, name: key.name },
        org: "",
        create: false,
        actions: new Set(),
        work: new Set(),
        parents: new Map(),
        reports: [],
      };
      this.#runs.set(name, plan);
    }
    return plan;
  }
}

/** Plans for the declaration of an action: the action, its new parent, and the ledger's own reports that come of it. */
export function planDeclaration(
  plan: RunPlan,
  name: string,
  parent: string,
  ownReports: readonly ActionEvent[],
): void {
  plan.actions.add(name);
  const parents = plan.parents.get(name);
  if (parents === undefined) plan.parents.set(name, new Set([parent]));
  else parents.add(parent);
  for (const event of ownReports) plan.reports.push({ action: name, event });
}
