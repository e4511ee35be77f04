import type { Lifecycle } from "@runledger/lifecycle";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findBreak } from "../testing/brute-force.ts";
import { arbitraryEdits } from "../testing/arbitrary-sketch.ts";
import { buildLifecycle } from "../testing/build-lifecycle.ts";
import type { Sketch } from "../testing/sketch.ts";
import { compareLifecycles } from "./compare-lifecycles.ts";

/** How many edits to try: 10,000 in the long suite. */
const numRuns = Number(process.env["RUNLEDGER_EDITS"] ?? 200);

/** Every difference shows within two attempts, or on one edge: three reports tell it. */
const length = 3;

/** A version that was not raised is a mistake of its own, and breaks no story. */
const beside: ReadonlySet<string> = new Set(["RC122"]);

function soundly(sketch: Sketch): Lifecycle {
  const lifecycle = buildLifecycle(sketch);
  if (lifecycle === undefined) throw new Error("a sketch that was made sound contradicts itself");
  return lifecycle;
}

describe("the verdict on a changed lifecycle", () => {
  test("is what playing all short stories finds, in both directions", () => {
    let compared = 0;
    let broken = 0;
    fc.assert(
      fc.property(arbitraryEdits, ([old, now]) => {
        const [before, after] = [soundly(old), soundly(now)];
        const changes = compareLifecycles(before, after).filter(({ rule }) => !beside.has(rule));
        const said = (direction: "backward" | "forward"): boolean =>
          changes.some((change) => change[direction] === "breaks");
        const backward = findBreak(before, after, length);
        const forward = findBreak(after, before, length);
        const context = JSON.stringify({ old, now, changes, backward, forward });
        expect(said("backward"), context).toBe(backward !== undefined);
        expect(said("forward"), context).toBe(forward !== undefined);
        compared += 1;
        if (backward !== undefined || forward !== undefined) broken += 1;
      }),
      { numRuns },
    );
    // Both answers must have come up, or nothing was shown.
    expect(broken).toBeGreaterThan(0);
    expect(broken).toBeLessThan(compared);
  }, 600_000);

  test("is nothing for the same lifecycle", () => {
    fc.assert(
      fc.property(arbitraryEdits, ([sketch]) => {
        const lifecycle = soundly(sketch);
        expect(compareLifecycles(lifecycle, lifecycle)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
