import { create } from "@bufbuild/protobuf";
import { ActionPhase, RunSchema } from "@runledger/proto";
import { expect, test } from "vitest";
import { TaskGroups } from "./task-groups.ts";

/** A run of a task, created in this second. */
function run(second: number, task: string) {
  return create(RunSchema, {
    action: {
      id: { run: { project: "p", domain: "d", name: `r${second}` }, name: "a0" },
      metadata: { spec: { case: "task", value: { shortName: task } } },
      status: { phase: ActionPhase.SUCCEEDED },
    },
    createdTime: { seconds: BigInt(second) },
  });
}

test("keeps the newest runs, however many come, and withdraws groups of which none is left", () => {
  const groups = new TaskGroups(3, 100);
  const changed = new Set(groups.put(run(1, "old")));
  for (let second = 2; second <= 5000; second++) {
    for (const key of groups.put(run(second, "new"))) changed.add(key);
    expect(groups.size).toBeLessThanOrEqual(110);
  }
  for (let second = 5001; second <= 5020; second++) groups.put(run(second, "new"));
  const sums = [...changed].map((key) => groups.sum(key));
  expect(sums).toContainEqual({ taskName: "old", environmentName: "", shouldDelete: true });
  const kept = sums.find(({ taskName }) => taskName === "new");
  expect(Number(kept?.totalRuns)).toBeGreaterThanOrEqual(100);
  expect(kept?.recentStatuses?.map(({ runName }) => runName)).toEqual(["r5020", "r5019", "r5018"]);
});
