import { describe, expect, test } from "vitest";
import { defaultSettings } from "../settings/default-settings.ts";
import { workPlan } from "./work-plan.ts";

describe("what a gateway does of the work", () => {
  const plan = (settings: object, shared = false) =>
    workPlan({ ...defaultSettings(), ...settings }, shared);

  test.each([
    ["is all of it on a database of its own", {}, false, true],
    ["is none on one that others may have open", {}, true, false],
    ["is some there if it is told to", { executor: true }, true, true],
    ["is none if it is told not to", { executor: false }, false, false],
  ])("%s", (_, settings, shared, executes) => {
    expect(plan(settings, shared)).toMatchObject({
      executes,
      unknownTaskTypes: shared ? "leave" : "fail",
      taskTypes: executes ? ["workflow", "process", "http"] : [],
    });
  });

  test.each([
    ["127.0.0.1", undefined, ["process", "http"]],
    ["localhost", undefined, ["process", "http"]],
    ["0.0.0.0", undefined, []],
    ["::", undefined, []],
    ["ledger.example.com", undefined, []],
    ["0.0.0.0", ["process"], ["process"]],
    ["127.0.0.1", [], []],
  ] as const)(
    "runs commands where %s is listened on and %j is allowed: %j",
    (host, plugins, out) => {
      expect(plan({ host, plugins }).plugins).toEqual(out);
    },
  );

  test("is a Flyte's too, if one is set", () => {
    const settings = { flyteUrl: "https://flyte.example.com", flyteTaskTypes: ["python-task"] };
    expect(plan(settings)).toMatchObject({
      plugins: ["process", "http", "flyte"],
      taskTypes: ["workflow", "process", "http", "python-task"],
    });
  });

  test("includes no work of others, but the runs that are given to them", () => {
    const settings = { executor: false, workerTaskTypes: ["spark"] };
    expect(plan(settings, true).taskTypes).toEqual(["spark"]);
  });
});
