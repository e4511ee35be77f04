import type { Explanation } from "./explanation.ts";
import { type Graph, shortestPath } from "./graph.ts";
import type { Lifecycle, LifecycleValue } from "./lifecycle.ts";

/** Lists names as a sentence does: `A`, `A or B`, `A, B or C`; `nothing` if there are none. */
function alternatives(values: readonly LifecycleValue[]): string {
  const names = values.map(({ shortName }) => shortName);
  const last = names.pop();
  if (last === undefined) return "nothing";
  return names.length === 0 ? last : `${names.join(", ")} or ${last}`;
}

/** Explains what a step would be. The graph holds the direct edges by the values' index. */
export function explain(
  lifecycle: Lifecycle,
  graph: Graph,
  fromNumber: number,
  toNumber: number,
): Explanation {
  const from = lifecycle.of(fromNumber);
  const to = lifecycle.of(toNumber);
  if (from === undefined || to === undefined) {
    const unknown = from === undefined ? fromNumber : toNumber;
    return {
      kind: "unknown",
      unknown,
      sentence: `${unknown} is not a value of ${lifecycle.typeName}; it has ${lifecycle.values.map(({ shortName, number }) => `${shortName} (${number})`).join(", ")}.`,
    };
  }
  if (from === to) {
    return {
      kind: "same",
      from,
      to,
      sentence: `The ${lifecycle.subject} is in ${to.shortName} already.`,
    };
  }
  if (lifecycle.canFollow(from.number, to.number)) {
    return { kind: "direct", from, to, sentence: `${to.shortName} may follow ${from.shortName}.` };
  }
  if (lifecycle.reachable(from.number, to.number)) return skips(lifecycle, graph, from, to);
  if (lifecycle.reachable(to.number, from.number)) {
    return {
      kind: "earlier",
      from,
      to,
      sentence: `${to.shortName} comes before ${from.shortName}, so this tells of the past of the ${lifecycle.subject}.`,
    };
  }
  return refuse(lifecycle, from, to);
}

function skips(
  lifecycle: Lifecycle,
  graph: Graph,
  from: LifecycleValue,
  to: LifecycleValue,
): Explanation {
  const path =
    shortestPath(graph, lifecycle.values.indexOf(from), lifecycle.values.indexOf(to)) ?? [];
  const skipped = path.slice(1, -1).flatMap((index) => lifecycle.values[index] ?? []);
  const sentence = `${to.shortName} may follow ${from.shortName} by way of ${skipped.map(({ shortName }) => shortName).join(", ")}: the report of that was skipped.`;
  return { kind: "skips", from, to, skipped, sentence };
}

function refuse(lifecycle: Lifecycle, from: LifecycleValue, to: LifecycleValue): Explanation {
  const byRank = lifecycle.values.toSorted((a, b) => a.rank - b.rank);
  const legal = byRank.filter(({ number }) => lifecycle.reachable(from.number, number));
  const legalInNextAttempt = from.retryable
    ? byRank.filter(({ startsAttempt }) => startsAttempt)
    : [];
  const next = from.retryable
    ? ` Another attempt may begin with ${alternatives(legalInNextAttempt)}.`
    : "";
  const details = { from, to, legal, legalInNextAttempt };
  if (from.terminal) {
    const ended = from.ends === "attempt" ? "attempt" : lifecycle.subject;
    return {
      kind: "ended",
      ...details,
      sentence: `${from.shortName} has ended the ${ended}, and nothing follows it.${next}`,
    };
  }
  return {
    kind: "illegal",
    ...details,
    sentence: `${to.shortName} can't follow ${from.shortName}, which may be followed by ${alternatives(legal)}.${next}`,
  };
}
