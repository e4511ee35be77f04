import { create, toBinary } from "@bufbuild/protobuf";
import { ActionEventSchema, RunDeclarationSchema, RunIdentifierSchema } from "@runledger/proto";
import {
  isSettled,
  phaseOf,
  ROOT_ACTION,
  actionPhaseLifecycle as lifecycle,
  statusOf,
} from "@runledger/state";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SimulationOptions } from "../schedule/simulate.ts";
import { foldPlan } from "../testing/fold-plan.ts";
import { randomTasks } from "../testing/random-tasks.ts";
import type { Trace } from "../wfformat/trace.ts";
import { buildPlan } from "./build-plan.ts";
import { tellTrace } from "./tell-trace.ts";

const run = create(RunIdentifierSchema, { project: "p", domain: "d", name: "r" });
const start = Date.UTC(2026, 0, 2, 3, 4, 5);

const plans = fc
  .tuple(
    randomTasks(30),
    fc.record<SimulationOptions>({
      seed: fc.nat(),
      failureRate: fc.constantFrom(0, 0.5),
      maxAttempts: fc.integer({ min: 1, max: 3 }),
      slots: fc.constantFrom(2, Infinity),
    }),
  )
  .map(([tasks, options]) => buildPlan(tellTrace(traceOf(tasks), run, start, options)));

function traceOf(
  tasks: readonly { id: string; parents: readonly string[]; runtime: number }[],
): Trace {
  return {
    name: "any",
    runtimeSystem: "",
    startedAt: start,
    makespan: undefined,
    tasks: tasks.map((task, i) => ({
      ...task,
      name: task.id,
      kind: `kind ${i % 3}`,
      program: "",
      machine: "",
    })),
  };
}

describe("buildPlan", () => {
  it("tells what a ledger takes, and everything has ended well at its end", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { history, refused } = foldPlan(plan);
        expect(refused).toEqual([]);
        const known = [...history.actions()];
        expect(known).toHaveLength(plan.facts.actions);
        expect(known.filter(({ record }) => !lifecycle.isSuccess(phaseOf(record)))).toEqual([]);
        const root = history.get(known.find(({ id }) => id.name === ROOT_ACTION)!.id)!;
        expect(isSettled(root.record, root.metadata, 0)).toBe(true);
      }),
    );
  });

  it("tells the same in whatever order, and twice", () => {
    const shuffled = plans.chain((plan) =>
      fc.tuple(
        fc.constant(plan),
        fc.shuffledSubarray([...plan.reports, ...plan.reports], {
          minLength: 2 * plan.reports.length,
        }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([plan, reports]) => {
        const inOrder = foldPlan(plan);
        const otherwise = foldPlan(plan, reports);
        expect(otherwise.refused).toEqual([]);
        for (const { id, record, metadata } of inOrder.history.actions()) {
          expect(otherwise.history.get(id)).toEqual({ id, record, metadata });
        }
      }),
      { numRuns: 30 },
    );
  });

  it("makes the same bytes of the same story", () => {
    fc.assert(
      fc.property(randomTasks(10), fc.nat(), (tasks, seed) => {
        const bytes = () => {
          const plan = buildPlan(
            tellTrace(traceOf(tasks), run, start, {
              seed,
              failureRate: 0.3,
              maxAttempts: 3,
              slots: 4,
            }),
          );
          return [
            toBinary(RunDeclarationSchema, plan.declaration),
            ...plan.reports.map(({ event }) => toBinary(ActionEventSchema, event)),
          ];
        };
        expect(bytes()).toEqual(bytes());
      }),
    );
  });

  it("groups tasks by kind under the root, and lets a group last from its first task to its last", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const known = [...foldPlan(plan).history.actions()];
        const groups = known.filter(({ metadata }) => metadata.parent === ROOT_ACTION);
        expect(groups).toHaveLength(plan.facts.groups);
        for (const group of groups) {
          const tasks = known.filter(({ metadata }) => metadata.parent === group.id.name);
          expect(new Set(tasks.map(({ metadata }) => metadata.group))).toEqual(
            new Set([group.id.name.replace("group:", "")]),
          );
          const starts = tasks.map(({ record, metadata }) =>
            Number(statusOf(record, metadata).startTime?.seconds),
          );
          const ends = tasks.map(({ record, metadata }) =>
            Number(statusOf(record, metadata).endTime?.seconds),
          );
          const status = statusOf(group.record, group.metadata);
          expect(Number(status.startTime?.seconds)).toBe(Math.min(...starts));
          expect(Number(status.endTime?.seconds)).toBe(Math.max(...ends));
        }
      }),
    );
  });

  it("lets the root last from the first to the last of all, and run once something is at work", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const told = plan.reports.filter(({ event }) => event.id?.name === ROOT_ACTION);
        const others = plan.reports.filter((report) => !told.includes(report));
        const atWork = others.find(({ event }) => lifecycle.of(event.phase)?.role === "active");
        expect(told.map(({ event }) => lifecycle.of(event.phase)?.shortName)).toEqual([
          "QUEUED",
          "RUNNING",
          "SUCCEEDED",
        ]);
        expect(told.map(({ at }) => at)).toEqual([0, atWork?.at, plan.facts.duration]);
      }),
    );
  });
});
