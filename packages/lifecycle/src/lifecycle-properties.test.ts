import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkLifecycle } from "./check-lifecycle.ts";
import { defineLifecycle } from "./define-lifecycle.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { arbitraryLifecycle, reachableByBruteForce } from "./testing/arbitrary-lifecycle.ts";
import { buildEnum } from "./testing/build-enum.ts";

const notAValue = fc.oneof(
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 0.5, -1, 2 ** 31, 2 ** 53, -0.5),
  fc.integer(),
);

function kindOf(lifecycle: Lifecycle, from: number, to: number): string {
  if (from === to) return "same";
  if (lifecycle.canFollow(from, to)) return "direct";
  if (lifecycle.reachable(from, to)) return "skips";
  if (lifecycle.reachable(to, from)) return "earlier";
  return lifecycle.isTerminal(from) ? "ended" : "illegal";
}

describe("any sound lifecycle", () => {
  test("is found to be sound, and read", () => {
    fc.assert(
      fc.property(arbitraryLifecycle(), ({ sketch, numbers }) => {
        const desc = buildEnum(sketch);
        expect(checkLifecycle(desc)).toEqual([]);
        expect(defineLifecycle(desc).values.map(({ number }) => number)).toEqual(numbers);
      }),
    );
  });

  test("reaches what brute force reaches, and follows its edges", () => {
    fc.assert(
      fc.property(arbitraryLifecycle(24), (made) => {
        const lifecycle = defineLifecycle(buildEnum(made.sketch));
        for (const from of made.numbers) {
          for (const to of made.numbers) {
            const expected = reachableByBruteForce(made, from, to);
            expect(lifecycle.reachable(from, to)).toBe(expected);
            expect(lifecycle.of(from)?.reachable.includes(to)).toBe(expected);
            expect(lifecycle.canFollow(from, to)).toBe(
              made.edges.some(([start, end]) => start === from && end === to),
            );
            expect(lifecycle.comparable(from, to)).toBe(
              from === to || expected || reachableByBruteForce(made, to, from),
            );
          }
        }
      }),
    );
  });

  test("keeps more than 64 values apart", () => {
    fc.assert(
      fc.property(
        arbitraryLifecycle(90).filter(({ numbers }) => numbers.length > 64),
        fc.infiniteStream(fc.nat()),
        (made, choice) => {
          const lifecycle = defineLifecycle(buildEnum(made.sketch));
          const pick = (): number => made.numbers[choice.next().value % made.numbers.length] ?? 0;
          for (let round = 0; round < 40; round++) {
            const [from, to] = [pick(), pick()];
            expect(lifecycle.reachable(from, to)).toBe(reachableByBruteForce(made, from, to));
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  test("ranks its values densely, along its edges", () => {
    fc.assert(
      fc.property(arbitraryLifecycle(), ({ sketch, numbers, edges }) => {
        const lifecycle = defineLifecycle(buildEnum(sketch));
        const ranks = numbers.map((number) => lifecycle.rank(number));
        expect(ranks.toSorted((a, b) => a - b)).toEqual([...numbers.keys()]);
        for (const [from, to] of edges) {
          expect(lifecycle.rank(from)).toBeLessThan(lifecycle.rank(to));
        }
      }),
    );
  });

  test("explains each step in agreement with its other answers", () => {
    fc.assert(
      fc.property(arbitraryLifecycle(16), ({ sketch, numbers }) => {
        const lifecycle = defineLifecycle(buildEnum(sketch));
        for (const from of numbers) {
          for (const to of numbers) {
            const step = lifecycle.explain(from, to);
            expect(step.kind).toBe(kindOf(lifecycle, from, to));
            expect(step.sentence).toMatch(/^\S.*\.$/);
            const path = step.kind === "skips" ? step.skipped.map(({ number }) => number) : [];
            expect(path.length > 0).toBe(step.kind === "skips");
            const nodes = [from, ...path, to];
            const edges =
              path.length > 0 ? nodes.slice(1).map((node, at) => [nodes[at], node]) : [];
            expect(edges.filter(([a = 0, b = 0]) => !lifecycle.canFollow(a, b))).toEqual([]);
            const refused = step.kind === "illegal" || step.kind === "ended";
            const legal = refused ? step.legal.map(({ number }) => number) : [];
            const reachable = numbers.filter((number) => lifecycle.reachable(from, number));
            expect(new Set(legal)).toEqual(new Set(refused ? reachable : []));
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test("answers for a number that it doesn't know, and never throws", () => {
    fc.assert(
      fc.property(arbitraryLifecycle(12), notAValue, ({ sketch, numbers }, unknown) => {
        fc.pre(!numbers.includes(unknown));
        const lifecycle = defineLifecycle(buildEnum(sketch));
        const known = numbers[0] ?? 0;
        expect(lifecycle.of(unknown)).toBeUndefined();
        expect(lifecycle.isKnown(unknown)).toBe(false);
        const questions = [
          lifecycle.isAbsent(unknown),
          lifecycle.isTerminal(unknown),
          lifecycle.isSuccess(unknown),
          lifecycle.endsAttempt(unknown),
          lifecycle.endsSubject(unknown),
          lifecycle.awaitsSignal(unknown),
          lifecycle.retryable(unknown),
          lifecycle.mayRetry(unknown),
          lifecycle.canStart(unknown),
          lifecycle.canStartAttempt(unknown),
          lifecycle.canFollow(known, unknown),
          lifecycle.canFollow(unknown, known),
          lifecycle.reachable(known, unknown),
          lifecycle.reachable(unknown, known),
          lifecycle.reachable(unknown, unknown),
          lifecycle.comparable(known, unknown),
          lifecycle.comparable(unknown, unknown),
        ];
        expect(questions).toEqual(questions.map(() => false));
        expect(lifecycle.rank(unknown)).toBe(-1);
        expect(lifecycle.explain(known, unknown)).toMatchObject({ kind: "unknown", unknown });
        expect(lifecycle.explain(unknown, known)).toMatchObject({ kind: "unknown", unknown });
      }),
    );
  });
});

describe("any lifecycle with an edge back", () => {
  test("is refused, with the cycle", () => {
    fc.assert(
      fc.property(arbitraryLifecycle(20), fc.nat(), (made, choice) => {
        const back = made.edges[choice % made.edges.length];
        fc.pre(back !== undefined);
        const [from, to] = back;
        const name = (number: number): string =>
          made.sketch.values.find((value) => value.number === number)?.name ?? "";
        const values = made.sketch.values.map((value) =>
          value.number === to
            ? {
                ...value,
                step: {
                  ...value.step,
                  followedBy: [...(value.step?.followedBy ?? []), name(from)],
                },
              }
            : value,
        );
        const problems = checkLifecycle(buildEnum({ ...made.sketch, values }));
        expect(problems.map(({ id }) => id)).toContain("cycle");
      }),
    );
  });
});
