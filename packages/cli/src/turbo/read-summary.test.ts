import { describe, expect, it } from "vitest";
import { makeSummary, type SummaryDocument } from "../testing/make-summary.ts";
import { readSummary } from "./read-summary.ts";

function read(
  change: (document: SummaryDocument) => void = () => {},
): ReturnType<typeof readSummary> {
  const document = makeSummary();
  change(document);
  return readSummary("run.json", JSON.stringify(document, undefined, 1));
}

describe("readSummary", () => {
  it("reads what an import asks", () => {
    const summary = read();
    expect(summary).toMatchObject({
      id: "2x",
      turboVersion: "2.11.9",
      command: "turbo run build test",
      startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      endedAt: Date.UTC(2026, 0, 2, 3, 4, 8),
    });
    expect(summary.tasks.map(({ id, cache }) => [id, cache])).toEqual([
      ["core#build", "miss"],
      ["util#build", "hit"],
      ["app#build", "miss"],
      ["core#test", "off"],
      ["app#test", "miss"],
    ]);
    expect(summary.tasks[4]?.execution).toMatchObject({ exitCode: 1, error: "command exited (1)" });
  });

  it("leaves out dependencies that the summary doesn't have: turbo leaves out what it never started", () => {
    expect(read().tasks[2]?.dependencies).toEqual(["core#build", "util#build"]);
  });

  it("takes a task that was never executed", () => {
    const summary = read(({ tasks }) => Reflect.deleteProperty(tasks[4]!, "execution"));
    expect(summary.tasks[4]?.execution).toBeUndefined();
  });

  it.each<[string, (document: SummaryDocument) => void, RegExp]>([
    ["another version", (d) => (d.version = "0"), /version: version "0" is not read, only "1"/],
    [
      "what is no summary",
      (d) => Reflect.deleteProperty(d, "turboVersion"),
      /turboVersion: missing; is this a summary of turbo\? Write one with: turbo run/,
    ],
    [
      "a dry run",
      (d) => Reflect.set(d, "execution", {}),
      /execution: nothing was executed; was it a dry run\?/,
    ],
    [
      "a workflow trace",
      (d) => Reflect.set(d, "schemaVersion", "1.5"),
      /turboVersion: .*call runledger replay/,
    ],
    ["no tasks", (d) => (d.tasks = []), /tasks: no tasks/],
    [
      "a task twice",
      (d) => d.tasks.push(d.tasks[0]!),
      /tasks\[5\]\.taskId: "core#build" stands twice/,
    ],
    [
      "an end before the start",
      (d) => (d.tasks[0]!.execution!.endTime = 1),
      /tasks\[0\]\.execution\.endTime: 1 is before startTime/,
    ],
    [
      "a time that is no number",
      (d) => Reflect.set(d.tasks[0]!.execution!, "startTime", "now"),
      /startTime: expected a number, found "now"/,
    ],
    [
      "no exit code",
      (d) => Reflect.deleteProperty(d.tasks[0]!.execution!, "exitCode"),
      /exitCode: missing; a number is needed/,
    ],
    [
      "tasks in a circle",
      (d) => d.tasks[0]!.dependencies.push("app#test"),
      /wait for each other: core#build → app#test → app#build → core#build/,
    ],
    ["the root's name", (d) => (d.tasks[0]!.taskId = "a0"), /"a0" is taken/],
  ])("refuses %s, with the field and the way out", (_, change, message) => {
    expect(() => read(change)).toThrow(message);
  });
});
