import { create } from "@bufbuild/protobuf";
import { RunIdentifierSchema } from "@runledger/proto";
import { actionPhaseLifecycle as lifecycle, phaseOf } from "@runledger/state";
import { describe, expect, it } from "vitest";
import { foldPlan } from "../testing/fold-plan.ts";
import { makeSummary } from "../testing/make-summary.ts";
import { readSummary } from "../turbo/read-summary.ts";
import { buildPlan } from "./build-plan.ts";
import { tellSummary } from "./tell-summary.ts";

const run = create(RunIdentifierSchema, { project: "p", domain: "d", name: "r" });

describe("tellSummary", () => {
  const summary = readSummary("run.json", JSON.stringify(makeSummary()));
  const plan = buildPlan(tellSummary(summary, run, summary.startedAt));
  const { history, refused } = foldPlan(plan);
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
    const { history: told } = foldPlan(buildPlan(tellSummary(stopped, run, stopped.startedAt)));
    const phase = phaseOf([...told.actions()].find(({ id }) => id.name === "app#test")!.record);
    expect(lifecycle.of(phase)?.outcome).toBe("aborted");
  });
});
