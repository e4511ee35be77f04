import { Role } from "@runledger/proto/lifecycle/v1";
import { type DeclaredValue, graphOf } from "../declaration.ts";
import { closureOf, shortestPath } from "../graph.ts";
import type { Problem } from "../problem.ts";
import { roleWord } from "../vocabulary.ts";
import { type Rule, ofValue } from "./rule.ts";

/**
 * No value comes back: a guard that is decided by reachability could not tell forward from back.
 */
export const edgesFormNoCycle: Rule = (declaration) => {
  const graph = graphOf(declaration);
  const reach = closureOf(graph);
  const told = new Set<number>();
  const problems: Problem[] = [];
  for (const [start, value] of declaration.values.entries()) {
    if (told.has(start) || !reach.has(start, start)) continue;
    // All values that lead to each other are told of once, by a shortest way around.
    for (const other of graph.keys())
      if (reach.has(start, other) && reach.has(other, start)) told.add(other);
    const names = shortestPath(graph, start, start)?.map(
      (node) => declaration.values[node]?.desc.name,
    );
    problems.push(
      ofValue(
        value,
        "cycle",
        `its edges come back to it: ${names?.join(" → ")}. Take one away: going back is what another attempt is for.`,
      ),
    );
  }
  return problems;
};

/** Every value that may be reported can be come by, from the start or in another attempt. */
export const valuesAreReachable: Rule = (declaration) => {
  const { values, lifecycle } = declaration;
  const initial = values.findIndex(({ desc }) => desc.name === lifecycle?.initial);
  if (initial < 0) return [];
  const reach = closureOf(graphOf(declaration));
  const isAbsent = (at: number): boolean => values[at]?.step?.role === Role.ABSENT;
  const found = new Set([...values.keys()].filter((at) => at === initial || isAbsent(at)));
  const spread = (): void => {
    // What is found is walked too: a set hands out what is added while it is walked.
    for (const from of found)
      for (const to of values.keys()) if (reach.has(from, to)) found.add(to);
  };
  spread();
  if ([...found].some((at) => values[at]?.step?.retryable)) {
    for (const [at, { step }] of values.entries()) if (step?.startsAttempt) found.add(at);
    spread();
  }
  return values.flatMap((value, at) =>
    !isReported(value) || found.has(at)
      ? []
      : [
          ofValue(
            value,
            "unreachable",
            `nothing leads to it from ${lifecycle?.initial}. Name it in another value's followed_by, or take it away.`,
          ),
        ],
  );
};

/** From everything that may be reported, an end can be reached. */
export const everythingCanEnd: Rule = (declaration) => {
  const { values } = declaration;
  const reach = closureOf(graphOf(declaration));
  const ends = [...values.keys()].filter((at) => values[at]?.step?.role === Role.TERMINAL);
  // That there is no end at all is another rule's to say, once.
  if (ends.length === 0) return [];
  return values.flatMap((value, at) => {
    if (!isReported(value) || value.step?.role === Role.TERMINAL) return [];
    if (ends.some((end) => reach.has(at, end))) return [];
    return [
      ofValue(
        value,
        "dead-end",
        "no terminal value can be reached from it. Name one in its followed_by.",
      ),
    ];
  });
};

/** A value without a role, or with one that isn't known, is for another rule to speak of. */
function isReported({ step }: DeclaredValue): boolean {
  const role = roleWord(step?.role ?? Role.UNSPECIFIED);
  return role !== undefined && role !== "absent";
}
