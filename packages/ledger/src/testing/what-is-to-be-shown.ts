import type { Ledger } from "../ledger.ts";
import type { ActionsFilter } from "../watch-options.ts";
import type { Shown } from "./model-watcher.ts";
import { runId } from "./messages.ts";

/** Finds by a query, and as plainly as can be, what a watch with a filter has to show of a run. */
export async function whatIsToBeShown(
  ledger: Ledger,
  run: string,
  filter: ActionsFilter,
): Promise<Map<string, Shown>> {
  const { items } = await ledger.listActions(runId(run), { limit: 1000 });
  const actions = new Map<string, Omit<Shown, "counts">>();
  for (const { id, metadata, status } of items) {
    actions.set(id?.name ?? "", {
      parent: metadata?.parent ?? "",
      phase: status?.phase ?? 0,
      attempt: status?.attempts ?? 0,
      revision: Number(status?.revision),
    });
  }
  const shown = new Map<string, Shown>();
  for (const [name, action] of actions) {
    const below = [...actions.keys()].filter((other) => isBelow(actions, other, name));
    const isVisible = [name, ...below].some((each) =>
      matches(each, actions.get(each)?.phase, filter),
    );
    if (isVisible) shown.set(name, { ...action, counts: countPhases(actions, below) });
  }
  return shown;
}

function matches(
  name: string,
  phase: number | undefined,
  { nameContains = "", phases = [] }: ActionsFilter,
): boolean {
  const byPhase = phases.length === 0 || (phase !== undefined && phases.includes(phase));
  return byPhase && name.toLowerCase().includes(nameContains.toLowerCase());
}

function isBelow(
  actions: ReadonlyMap<string, { readonly parent: string }>,
  name: string,
  top: string,
): boolean {
  let at = actions.get(name)?.parent;
  for (let depth = 0; at !== undefined && at !== top; depth += 1) {
    if (depth > actions.size) throw new Error(`${name} is on a ring`);
    at = actions.get(at)?.parent;
  }
  return at === top;
}

/** Counts actions by phase. */
export function countPhases(
  actions: ReadonlyMap<string, { readonly phase: number }>,
  names: readonly string[],
): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const name of names) {
    const phase = actions.get(name)?.phase ?? 0;
    counts[phase] = (counts[phase] ?? 0) + 1;
  }
  return counts;
}
