import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCycle } from "./find-cycle.ts";

describe("findCycle", () => {
  it("finds none where everything waits for what came before it only", () => {
    const graph = fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 30 });
    fc.assert(
      fc.property(graph, (edges) => {
        const waitsFor = edges.map(
          (targets, i) => [String(i), targets.filter((t) => t < i).map(String)] as const,
        );
        expect(findCycle(new Map(waitsFor))).toBeUndefined();
      }),
    );
  });

  it("gives a real circle for any graph that can't be put in order", () => {
    const graph = fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(graph, (edges) => {
        const waitsFor = new Map(
          edges.map((targets, i) => [String(i), targets.map(String)] as const),
        );
        const cycle = findCycle(waitsFor);
        expect(cycle !== undefined).toBe(!canBeOrdered(waitsFor));
        const way = cycle ?? [];
        const steps = way.slice(1).map((id, i) => [way[i]!, id] as const);
        expect(steps.every(([from, to]) => waitsFor.get(from)?.includes(to))).toBe(true);
        expect(way[0]).toBe(way.at(-1));
      }),
    );
  });

  it("is not stopped by the length of a chain", () => {
    const length = 100_000;
    const chain = new Map(Array.from({ length }, (_, i) => [String(i), [String(i + 1)]] as const));
    expect(findCycle(chain)).toBeUndefined();
    chain.set(String(length), ["0"]);
    expect(findCycle(chain)).toHaveLength(length + 2);
  });
});

/** Takes away what waits for nothing, as long as there is any: what remains is in a circle or behind one. */
function canBeOrdered(waitsFor: ReadonlyMap<string, readonly string[]>): boolean {
  const left = new Set(waitsFor.keys());
  for (let taken = true; taken;) {
    taken = false;
    for (const id of left) {
      if ((waitsFor.get(id) ?? []).some((other) => left.has(other))) continue;
      left.delete(id);
      taken = true;
    }
  }
  return left.size === 0;
}
