import { toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { ActionEventSchema, RunDeclarationSchema, RunIdentifierSchema } from "@runledger/proto";
import { create } from "@bufbuild/protobuf";
import {
  History,
  isSettled,
  phaseOf,
  ROOT_ACTION,
  actionPhaseLifecycle as lifecycle,
  statusOf,
} from "@runledger/state";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SimulationOptions } from "../schedule/simulate.ts";
import { makeSummary } from "../testing/make-summary.ts";
import { randomTasks } from "../testing/random-tasks.ts";
import { readSummary } from "../turbo/read-summary.ts";
import type { Trace } from "../wfformat/trace.ts";
import { buildPlan } from "./build-plan.ts";
import type { Plan } from "./plan.ts";
import { tellSummary } from "./tell-summary.ts";
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

/** Folds a plan as a ledger does, in the given order. @returns what is known then, and how often it was refused */
function fold(plan: Plan, reports = plan.reports): { history: History; refused: unknown[] } {
  const history = new History();
  const time = timestampFromMs(start);
  if (plan.declaration.root !== undefined) history.declare(run, plan.declaration.root, time);
  const refused: unknown[] = [];
  for (const { event, declaration } of reports) {
    if (declaration !== undefined && history.declare(run, declaration, time).kind === "conflict")
      refused.push(declaration);
    const result = history.record(event);
    if (result.kind === "rejected" || result.kind === "conflict") refused.push(result);
  }
  return { history, refused };
}

describe("buildPlan", () => {
  it("tells what a ledger takes, and everything has ended well at its end", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { history, refused } = fold(plan);
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
        const inOrder = fold(plan);
        const otherwise = fold(plan, reports);
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
        const known = [...fold(plan).history.actions()];
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
});

describe("a plan of a turbo summary", () => {
  const summary = readSummary("run.json", JSON.stringify(makeSummary()));
  const plan = buildPlan(tellSummary(summary, run, summary.startedAt));
  const { history, refused } = fold(plan);
  const known = new Map([...history.actions()].map((action) => [action.id.name, action]));
  const phases = Object.fromEntries(
    [...known].map(([name, { record }]) => [name, lifecycle.of(phaseOf(record))?.shortName]),
  );

  it("is taken whole", () => {
    expect(refused).toEqual([]);
    expect(plan.facts).toEqual({
      tasks: 5,
      groups: 2,
      actions: 8,
      attempts: 5,
      failedAttempts: 1,
      duration: 2990,
    });
  });

  it("tells how each task ended, its group with it, and the run", () => {
    expect(phases).toEqual({
      a0: "FAILED",
      "group:build": "SUCCEEDED",
      "group:test": "FAILED",
      "core#build": "SUCCEEDED",
      "util#build": "SUCCEEDED",
      "app#build": "SUCCEEDED",
      "core#test": "SUCCEEDED",
      "app#test": "FAILED",
    });
  });

  it("tells of the cache: a hit is never at work", () => {
    const attemptOf = (name: string) => known.get(name)?.record.attempts[0]?.attempt;
    const phasesOf = (name: string) =>
      attemptOf(name)?.phaseTransitions.map(({ phase }) => lifecycle.of(phase)?.shortName);
    expect(phasesOf("util#build")).toEqual(["QUEUED", "SUCCEEDED"]);
    expect(phasesOf("core#build")).toEqual(["QUEUED", "RUNNING", "SUCCEEDED"]);
    expect(
      ["util#build", "core#build", "core#test"].map((name) => attemptOf(name)?.cacheStatus),
    ).toEqual([2, 1, 0]);
  });

  it("queues a task when the last that it waits for has ended", () => {
    const queued = plan.reports.find(({ event }) => event.id?.name === "app#build");
    expect(queued?.at).toBe(1010);
    expect(queued?.declaration?.metadata?.dependsOn).toEqual(["core#build", "util#build"]);
  });

  it("keeps the exit code and what turbo said of it", () => {
    expect(known.get("app#test")?.record.attempts[0]?.attempt?.error).toMatchObject({
      code: "ExitCode1",
      message: "command exited (1)",
    });
  });

  it("aborts what turbo never started", () => {
    const document = makeSummary();
    Reflect.deleteProperty(document.tasks[4]!, "execution");
    const stopped = readSummary("run.json", JSON.stringify(document));
    const { history: told } = fold(buildPlan(tellSummary(stopped, run, stopped.startedAt)));
    const phase = phaseOf([...told.actions()].find(({ id }) => id.name === "app#test")!.record);
    expect(lifecycle.of(phase)?.outcome).toBe("aborted");
  });
});
