import type { QueriedAction } from "./read-run.ts";

/**
 * Counts, from nothing but names and parents, how many actions below each one are in which phase. Written plainly, to
 * compare with what a watch says.
 *
 * @returns for each action that has any below it, the counts by phase
 */
export function recount(
  actions: readonly QueriedAction[],
): ReadonlyMap<string, Readonly<Record<string, number>>> {
  const parents = new Map(actions.map(({ name, parent }) => [name, parent]));
  const counts = new Map<string, Record<string, number>>();
  for (const { name, phase } of actions) {
    for (let above = parents.get(name) ?? ""; above !== ""; above = parents.get(above) ?? "") {
      const count = counts.get(above) ?? {};
      count[phase] = (count[phase] ?? 0) + 1;
      counts.set(above, count);
    }
  }
  return counts;
}
