import { create } from "@bufbuild/protobuf";
import { ActionPhase } from "@runledger/proto/core/v1";
import { AbortRequestSchema, AbortState } from "@runledger/proto/run/v1";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at } from "../testing/at.ts";
import { compareTimes } from "../times.ts";
import { advanceAbort, retryAbort } from "./advance-abort.ts";
import { backoffDelay } from "./backoff-delay.ts";
import { siblingsToAbort } from "./siblings-to-abort.ts";
import { defaultWorkPolicy } from "./work-policy.ts";

const { cleanupBackoff } = defaultWorkPolicy;
const requested = create(AbortRequestSchema, {
  state: AbortState.REQUESTED,
  nextDeliveryTime: at(0),
});

describe("the wait before another try", () => {
  test.each([
    { tries: 1, bound: 1000 },
    { tries: 2, bound: 2000 },
    { tries: 5, bound: 16_000 },
    { tries: 9, bound: 256_000 },
    { tries: 10, bound: 300_000 },
    { tries: 4_000_000_000, bound: 300_000 },
  ])("is below $bound ms after $tries tries, and any length below", ({ tries, bound }) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (chance) => {
        expect(backoffDelay(cleanupBackoff, tries, chance)).toBe(chance * bound);
      }),
    );
  });
});

describe("an abort whose work never ends", () => {
  test("is given up after the tenth try, whatever became of each, and never tried before its time", () => {
    const deliveries = fc.array(fc.boolean(), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(deliveries, fc.double({ min: 0, max: 0.999, noNaN: true }), (taken, chance) => {
        let abort = requested;
        for (const [index, each] of taken.entries()) {
          const delivery = each
            ? ({ kind: "taken" } as const)
            : ({ kind: "failed", message: "no" } as const);
          abort = advanceAbort(abort, delivery, defaultWorkPolicy, at(index), chance);
          expect(abort.deliveries).toBe(index + 1);
          expect(abort.state === AbortState.GIVEN_UP).toBe(index === 9);
          if (abort.nextDeliveryTime !== undefined) {
            expect(compareTimes(abort.nextDeliveryTime, at(index))).toBeGreaterThanOrEqual(0);
          }
        }
        expect(abort.nextDeliveryTime).toBeUndefined();
        expect(retryAbort(abort, at(99))).toMatchObject({
          state: AbortState.REQUESTED,
          deliveries: 0,
          nextDeliveryTime: at(99),
        });
      }),
    );
  });

  test("keeps a bounded error", () => {
    const failed = { kind: "failed", message: "x".repeat(10_000) } as const;
    expect(advanceAbort(requested, failed, defaultWorkPolicy, at(1), 0).lastError).toHaveLength(
      4096,
    );
  });

  test("is tried again by hand only if it was given up", () => {
    expect(retryAbort(requested, at(1))).toBeUndefined();
  });
});

describe("a child that failed for good", () => {
  const children = [
    { name: "done", phase: ActionPhase.SUCCEEDED, final: true },
    { name: "failed", phase: ActionPhase.FAILED, final: true },
    { name: "running", phase: ActionPhase.RUNNING, final: false },
    { name: "between two attempts", phase: ActionPhase.FAILED, final: false },
  ];

  test.each([
    { policy: "fail-fast", others: ["running", "between two attempts"] },
    { policy: "run-on", others: [] },
  ] as const)("$policy: of the others $others are aborted", ({ policy, others }) => {
    expect(siblingsToAbort(policy, children)).toEqual(others);
  });

  test("is none while it may be tried again", () => {
    const open = children.filter(({ final }) => !final);
    expect(siblingsToAbort("fail-fast", open)).toEqual([]);
  });
});
