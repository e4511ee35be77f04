import { History } from "@runledger/state";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planRound } from "./plan-round.ts";

const seeds = fc.integer({ min: 0, max: 0xffff_ffff });
const databases = fc.constantFrom("sqlite" as const, "postgres" as const);

function written(plan: ReturnType<typeof planRound>): string {
  return JSON.stringify(plan, (_, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

test("a seed is a plan: the same one, every time", () => {
  fc.assert(
    fc.property(seeds, databases, (seed, database) => {
      const plan = planRound(seed, { database, actions: 12 });
      expect(written(planRound(seed, { database, actions: 12 }))).toBe(written(plan));
      expect(written(planRound(seed ^ 1, { database, actions: 12 }))).not.toBe(written(plan));
    }),
    { numRuns: 10 },
  );
});

test("every report of any plan is legal, and is sent once or more", () => {
  fc.assert(
    fc.property(seeds, databases, (seed, database) => {
      const plan = planRound(seed, { database, actions: 12 });
      const history = new History();
      for (const { event, declaration } of plan.stories) {
        const run = event.id?.run;
        if (run === undefined || declaration === undefined)
          throw new Error("a report lacks a name");
        history.declare(
          run,
          declaration,
          event.updatedTime ?? { $typeName: "google.protobuf.Timestamp", seconds: 0n, nanos: 0 },
        );
        expect(history.record(event).kind).toBeOneOf(["moved", "updated"]);
      }
      const sent = new Set([...plan.writers.flat(), plan.last].flatMap(({ reports }) => reports));
      expect(sent.size).toBe(plan.stories.length);
      expect(plan.stories.filter((report) => !sent.has(report))).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test("a plan has each kind of fault before any comes twice", () => {
  const { faults } = planRound(1, { database: "postgres" });
  expect(new Set(faults.map(({ action }) => action.kind)).size).toBe(faults.length);
  expect(faults).toHaveLength(13);
});
