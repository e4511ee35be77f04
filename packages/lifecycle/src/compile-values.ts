import { type Declaration, graphOf } from "./declaration.ts";
import { closureOf, depths } from "./graph.ts";
import type { LifecycleRole, LifecycleValue } from "./lifecycle.ts";
import { endsWord, outcomeWord, roleWord } from "./vocabulary.ts";

/** Reads the values of a sound declaration, in the order in which the enum declares them. */
export function compileValues(declaration: Declaration): LifecycleValue[] {
  const graph = graphOf(declaration);
  const closure = closureOf(graph);
  const ranks = ranksOf(declaration);
  const numbers = declaration.values.map(({ desc }) => desc.number);
  const byRank = [...graph.keys()].toSorted((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
  const numbersAt = (indices: readonly number[]): readonly number[] =>
    Object.freeze(indices.flatMap((index) => numbers[index] ?? []));
  return declaration.values.map(({ desc, step }, index) => {
    const role: LifecycleRole = roleWord(step?.role ?? 0) ?? "absent";
    return Object.freeze({
      number: desc.number,
      name: desc.name,
      shortName: shortNameOf(desc.name, desc.parent.sharedPrefix),
      description: step?.description ?? "",
      role,
      terminal: role === "terminal",
      ends: endsWord(step?.ends ?? 0),
      outcome: outcomeWord(step?.outcome ?? 0),
      retryable: step?.retryable ?? false,
      startsAttempt: step?.startsAttempt ?? false,
      followedBy: numbersAt(graph[index] ?? []),
      reachable: numbersAt(byRank.filter((to) => closure.has(index, to))),
      rank: ranks[index] ?? 0,
    });
  });
}

/** Numbers the values by depth, ties by number: an edge always leads to a greater rank. */
function ranksOf(declaration: Declaration): number[] {
  const depth = depths(graphOf(declaration));
  const number = (index: number): number => declaration.values[index]?.desc.number ?? 0;
  const order = [...depth.keys()].toSorted(
    (a, b) => (depth[a] ?? 0) - (depth[b] ?? 0) || number(a) - number(b),
  );
  const ranks: number[] = [];
  for (const [rank, index] of order.entries()) ranks[index] = rank;
  return ranks;
}

// The prefix comes in lower case: `action_phase_`.
function shortNameOf(name: string, prefix: string | undefined): string {
  return prefix !== undefined && name.toLowerCase().startsWith(prefix)
    ? name.slice(prefix.length)
    : name;
}
