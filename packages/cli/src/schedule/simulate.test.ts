import { actionPhaseLifecycle as lifecycle } from "@runledger/state";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomTasks } from "../testing/random-tasks.ts";
import { type Moment, simulate, type SimulatedTask, type SimulationOptions } from "./simulate.ts";

const options = fc.record<SimulationOptions>({
  seed: fc.nat(),
  failureRate: fc.constantFrom(0, 0.1, 0.9),
  maxAttempts: fc.integer({ min: 1, max: 4 }),
  slots: fc.constantFrom(1, 3, Infinity),
});

/** The moments of each task, in order. */
function byTask(
  tasks: readonly SimulatedTask[],
  moments: readonly Moment[],
): readonly (readonly Moment[])[] {
  return tasks.map((_, index) => moments.filter(({ task }) => task === index));
}

function forAnyStory(
  check: (
    tasks: readonly SimulatedTask[],
    moments: readonly Moment[],
    chosen: SimulationOptions,
  ) => void,
): void {
  fc.assert(
    fc.property(randomTasks(), options, (tasks, chosen) =>
      check(tasks, simulate(tasks, chosen), chosen),
    ),
  );
}

describe("simulate", () => {
  it("tells in the order of time", () => {
    forAnyStory((_, moments) => {
      const times = moments.map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    });
  });

  it("lets every task end well, after at most as many attempts as it may have", () => {
    forAnyStory((tasks, moments, { maxAttempts }) => {
      for (const story of byTask(tasks, moments)) {
        const last = story.at(-1);
        expect(lifecycle.isSuccess(last?.phase ?? 0)).toBe(true);
        expect(story.filter((moment) => moment.last)).toEqual([last]);
        expect(last?.attempt).toBeLessThanOrEqual(maxAttempts);
      }
    });
  });

  it("takes only steps that the lifecycle has, in each attempt and from one to the next", () => {
    forAnyStory((tasks, moments) => {
      for (const story of byTask(tasks, moments)) {
        expect(story[0]).toMatchObject({ attempt: 1, phase: lifecycle.initial, version: 0 });
        const steps = story.slice(1).map((moment, i) => [story[i]!, moment] as const);
        expect(steps.filter(([before, after]) => !isStep(before, after))).toEqual([]);
      }
    });
  });

  it("queues a task when the last of its parents has ended, and no sooner or later", () => {
    forAnyStory((tasks, moments) => {
      const endOf = new Map(
        moments.filter(({ last }) => last).map(({ task, at }) => [tasks[task]?.id, at]),
      );
      for (const [index, story] of byTask(tasks, moments).entries()) {
        const ends = tasks[index]?.parents.map((parent) => endOf.get(parent) ?? Number.NaN) ?? [];
        expect(story[0]?.at).toBe(Math.max(0, ...ends));
      }
    });
  });

  it("runs the attempt that ends well for the task's runtime", () => {
    forAnyStory((tasks, moments) => {
      for (const [index, story] of byTask(tasks, moments).entries()) {
        const end = story.at(-1)!;
        const running = story.find(
          ({ attempt, phase }) => attempt === end.attempt && lifecycle.of(phase)?.role === "active",
        );
        expect(end.at - (running?.at ?? Number.NaN)).toBe(tasks[index]?.runtime);
      }
    });
  });

  it("never has more attempts between being set up and their end than there are slots", () => {
    forAnyStory((_, moments, { slots }) => {
      const atWork = new Set<string>();
      for (const { task, attempt, phase } of moments) {
        if (lifecycle.isTerminal(phase)) atWork.delete(`${task}/${attempt}`);
        // What may neither wait for resources any more nor has ended has its resources.
        else if (holdsSlot(phase)) atWork.add(`${task}/${attempt}`);
        expect(atWork.size).toBeLessThanOrEqual(slots);
      }
    });
  });

  it("tells the same for the same seed, and something else for another one", () => {
    const tasks = Array.from({ length: 50 }, (_, i) => ({
      id: `t${i}`,
      parents: [],
      runtime: 1000,
    }));
    const tell = (seed: number) =>
      simulate(tasks, { seed, failureRate: 0.2, maxAttempts: 3, slots: 8 });
    expect(tell(1)).toEqual(tell(1));
    expect(tell(1)).not.toEqual(tell(2));
  });

  it("lets about as many attempts go wrong as it is told, in every way that there is", () => {
    const tasks = Array.from({ length: 3000 }, (_, i) => ({
      id: `t${i}`,
      parents: [],
      runtime: 1000,
    }));
    const moments = simulate(tasks, { seed: 1, failureRate: 0.2, maxAttempts: 2, slots: Infinity });
    const wrong = moments.filter(({ failed }) => failed !== undefined);
    expect(wrong.length / tasks.length).toBeCloseTo(0.2, 1);
    expect(new Set(wrong.map(({ failed }) => failed?.failure.code)).size).toBe(5);
  });
});

/** Whether the one may follow the other in the story of a task. */
function isStep(before: Moment, after: Moment): boolean {
  if (after.attempt !== before.attempt) {
    const isNext = after.attempt === before.attempt + 1 && after.phase === lifecycle.initial;
    return isNext && lifecycle.retryable(before.phase) && lifecycle.isTerminal(before.phase);
  }
  if (after.phase === before.phase) return after.version === before.version + 1;
  return lifecycle.canFollow(before.phase, after.phase);
}

function holdsSlot(phase: number): boolean {
  const waiting = lifecycle.of("WAITING_FOR_RESOURCES")!.number;
  return phase !== waiting && !lifecycle.reachable(phase, waiting) && !lifecycle.isTerminal(phase);
}
