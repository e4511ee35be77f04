import { Ends, Outcome, Role } from "@runledger/proto/lifecycle/v1";
import * as fc from "fast-check";
import type { EnumSketch } from "./build-enum.ts";

/**
 * A sound lifecycle that a test makes up: an enum, and the same as plain edges to hold the answers
 * against.
 */
export interface MadeLifecycle {
  readonly sketch: EnumSketch;
  /** The numbers of the values. */
  readonly numbers: readonly number[];
  /** Direct edges by number. */
  readonly edges: readonly (readonly [from: number, to: number])[];
}

/**
 * Makes lifecycles of up to `size` values with up to a few successors each. Numbers are shuffled,
 * with gaps, and below zero too, so that nothing can lean on their order.
 */
export function arbitraryLifecycle(size = 70): fc.Arbitrary<MadeLifecycle> {
  return fc
    .integer({ min: 2, max: size })
    .chain((count) =>
      fc.record({
        numbers: fc
          .uniqueArray(fc.integer({ min: -40, max: 4000 }), { minLength: count, maxLength: count })
          // proto3 wants the first value to be zero.
          .map((numbers) => [0, ...numbers.filter((number) => number !== 0)].slice(0, count)),
        // For the value at i > 0: one that leads to it, and others that do too.
        parents: fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), {
          minLength: count,
          maxLength: count,
        }),
        shuffle: fc.array(fc.nat(), { minLength: count, maxLength: count }),
      }),
    )
    .map(({ numbers, parents, shuffle }) => make(numbers, parents, shuffle));
}

const name = (number: number): string => `V${number}`.replace("-", "M");

function make(
  numbers: readonly number[],
  parents: readonly (readonly number[])[],
  shuffle: readonly number[],
): MadeLifecycle {
  // A node's edges lead to nodes after it, so there is no cycle; each but the first has one before
  // it, so all are reachable.
  const order = numbers.toSorted(
    (a, b) => (shuffle[numbers.indexOf(a)] ?? 0) - (shuffle[numbers.indexOf(b)] ?? 0),
  );
  const pairs = order.flatMap((to, index) =>
    index === 0
      ? []
      : [...new Set(parents[index]?.map((nth) => nth % index))].map(
          (from) => [order[from] ?? 0, to] as const,
        ),
  );
  const successors = (number: number): number[] =>
    pairs.filter(([from]) => from === number).map(([, to]) => to);
  return {
    numbers,
    edges: pairs,
    sketch: {
      lifecycle: {
        subject: "thing",
        description: "Made up.",
        initial: name(order[0] ?? 0),
        version: 1,
      },
      values: numbers.map((number) => {
        const followedBy = successors(number).map(name);
        const end = { role: Role.TERMINAL, ends: Ends.SUBJECT, outcome: Outcome.SUCCESS };
        const step = {
          description: "Made up.",
          followedBy,
          ...(followedBy.length === 0 ? end : { role: Role.ACTIVE }),
        };
        return { name: name(number), number, step };
      }),
    },
  };
}

/** Answers by brute force what can be reached over one edge or more. */
export function reachableByBruteForce({ edges }: MadeLifecycle, from: number, to: number): boolean {
  const seen = new Set<number>();
  const visit = (node: number): void => {
    for (const [start, end] of edges) {
      if (start !== node || seen.has(end)) continue;
      seen.add(end);
      visit(end);
    }
  };
  visit(from);
  return seen.has(to);
}
