import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAbortOpen } from "../is-abort-open.ts";
import { AbortState } from "@runledger/proto/run/v1";
import { addMilliseconds } from "../times.ts";
import { at } from "../testing/at.ts";
import { World, type WorldOptions } from "./testing/world.ts";

const worlds: readonly (readonly [string, WorldOptions])[] = [
  ["a task", {}],
  ["a task that says nothing of attempts", { maxAttempts: 0, policy: { maxAttempts: 2 } }],
  ["a task with a limit of time", { policy: { attemptTimeout: 60_000 } }],
  ["a task of a run with one", { policy: { runDeadline: addMilliseconds(at(1000), 60_000) } }],
  ["a task with a cache", { policy: { cache: true } }],
  ["a task that was recovered", { sort: "recovered", maxAttempts: 1 }],
  ["a task without a spec", { sort: "unspecified" }],
  ["a task that no plugin takes", { policy: { problem: "task_type: no plugin takes it." } }],
  ["a task that ends with its worker", { policy: { volatile: true } }],
  ["a condition", { sort: "condition", maxAttempts: 1 }],
  ["a condition with a timeout", { sort: "condition", maxAttempts: 1, timeout: 60 }],
];

/** The worlds that are known to end as they should, by how resources are cleaned. */
type Drained = Readonly<Record<"cleaned" | "not cleaned", Set<string>>>;
const nothingDrained = (): Drained => ({ cleaned: new Set(), "not cleaned": new Set() });

/** What must hold of every world, whatever happens in it from then on. */
function expectToEnd(world: World, drained: Drained): void {
  for (const cleanup of ["cleaned", "not cleaned"] as const) {
    const end = world.copy();
    const passed = end.drain(cleanup, drained[cleanup]);
    if (passed === undefined) continue;
    for (const key of passed) drained[cleanup].add(key);
    const { abort } = end.record;
    if (abort === undefined) continue;
    // Confirmed, or given up where somebody can see it.
    expect(!isAbortOpen(abort.state) || abort.state === AbortState.GIVEN_UP).toBe(true);
    if (cleanup === "cleaned" && world.next.kind !== "idle") expect([...end.alive]).toEqual([]);
  }
}

describe.each(worlds)(
  "every sequence of results, crashes, aborts, signals and time of %s",
  (_, options) => {
    test("keeps what must hold, until nothing leads to anything new", () => {
      let edge = [new World(options)];
      const seen = new Set(edge.map((world) => world.key()));
      const drained = nothingDrained();
      while (edge.length > 0) {
        const reached: World[] = [];
        for (const world of edge) {
          for (const move of world.moves()) {
            const after = world.copy();
            after.play(move);
            if (seen.has(after.key())) continue;
            seen.add(after.key());
            expectToEnd(after, drained);
            reached.push(after);
          }
        }
        edge = reached;
      }
      expect(seen.size).toBeGreaterThan(1);
    });

    test("keeps it beyond, by chance", () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 4 }),
          fc.array(fc.nat(1000), { maxLength: 60 }),
          (maxAttempts, choices) => {
            const world = new World({
              ...options,
              ...(options.maxAttempts === undefined ? { maxAttempts } : {}),
            });
            for (const choice of choices) {
              const moves = world.moves();
              world.play(moves[choice % moves.length] ?? "wake");
            }
            expectToEnd(world, nothingDrained());
          },
        ),
        { numRuns: Number(process.env["RUNLEDGER_RECONCILE_RUNS"] ?? 150) },
      );
    });
  },
);
