import type { ActionDetails } from "@runledger/proto";
import { actionPhaseLifecycle as lifecycle } from "@runledger/state";
import type { ShownAction } from "../clients/tree-model.ts";
import type { PlannedFilter } from "../plan/round-plan.ts";

/** Finds, as plainly as can be, what a watch with a filter has to show of a run's actions, by their names. */
export function expectedTree(
  actions: readonly ActionDetails[],
  filter: PlannedFilter,
): readonly ShownAction[] {
  const known = new Map(actions.map((each) => [each.id?.name ?? "", each]));
  const below = new Map<string, ActionDetails[]>();
  for (const action of actions) {
    for (const above of pathAbove(known, action)) {
      const there = below.get(above);
      if (there === undefined) below.set(above, [action]);
      else there.push(action);
    }
  }
  return [...known]
    .filter(([name, action]) =>
      [action, ...(below.get(name) ?? [])].some((each) => matches(each, filter)),
    )
    .map(([name, action]) => ({
      name,
      parent: action.metadata?.parent ?? "",
      phase: phaseOf(action),
      attempts: action.status?.attempts ?? 0,
      revision: Number(action.status?.revision),
      counts: countPhases(below.get(name) ?? []),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function pathAbove(known: ReadonlyMap<string, ActionDetails>, action: ActionDetails): string[] {
  const path: string[] = [];
  for (
    let name = action.metadata?.parent ?? "";
    known.has(name) && path.length <= known.size;
    name = known.get(name)?.metadata?.parent ?? ""
  ) {
    path.push(name);
  }
  return path;
}

function matches(action: ActionDetails, { nameContains = "", phases }: PlannedFilter): boolean {
  const isNamed = (action.id?.name ?? "").includes(nameContains);
  return isNamed && (phases === undefined || phases.includes(phaseOf(action)));
}

function phaseOf(action: ActionDetails): string {
  return lifecycle.of(action.status?.phase ?? 0)?.shortName ?? "";
}

function countPhases(actions: readonly ActionDetails[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const action of actions) {
    const phase = phaseOf(action);
    counts.set(phase, (counts.get(phase) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
