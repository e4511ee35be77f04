import { History } from "@runledger/state";
import type { Plan } from "../plan/plan.ts";

/**
 * Tells a plan to a ledger in memory.
 *
 * @param reports the plan's, or the same in another order, or repeated
 * @returns what is known then, and what was refused
 */
export function foldPlan(
  { declaration: run, reports: inOrder }: Plan,
  reports = inOrder,
): { history: History; refused: unknown[] } {
  const history = new History();
  const refused: unknown[] = [];
  const told = run.root?.createdTime;
  if (run.id === undefined || run.root === undefined || told === undefined) {
    throw new Error("the run is not declared whole");
  }
  history.declare(run.id, run.root, told);
  for (const { event, declaration } of reports) {
    const declared =
      declaration === undefined ? undefined : history.declare(run.id, declaration, told);
    const recorded = history.record(event);
    refused.push(
      ...[declared, recorded].filter(
        (result) => result !== undefined && ["conflict", "rejected"].includes(result.kind),
      ),
    );
  }
  return { history, refused };
}
