import { describe, expect, it } from "vitest";
import { DocumentError } from "../document/document-error.ts";
import { makeTrace, type TraceDocument } from "../testing/make-trace.ts";
import { readTrace } from "./read-trace.ts";

/** A trace with one thing changed, as text with a line for each value. */
function changed(change: (document: TraceDocument) => void): string {
  const document = makeTrace(8, 1);
  change(document);
  return JSON.stringify(document, undefined, 1);
}

/** The parents of each task, in the order of their names. */
function parentsOf(text: string): readonly (readonly string[])[] {
  return readTrace("trace.json", text).tasks.map(({ parents }) => [...parents].sort());
}

function problemOf(text: string): string {
  try {
    readTrace("trace.json", text);
  } catch (error) {
    if (error instanceof DocumentError) return error.message;
    throw error;
  }
  throw new Error("the trace was read");
}

describe("readTrace", () => {
  it("reads what a replay asks", () => {
    const trace = readTrace(
      "trace.json",
      changed(() => {}),
    );
    expect(trace).toMatchObject({
      name: "made-8",
      runtimeSystem: "made by a test",
      startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      makespan: 240_000,
    });
    expect(trace.tasks).toHaveLength(8);
    expect(trace.tasks[0]).toEqual({
      id: "fetch_ID0000000",
      name: "fetch_ID0000000",
      kind: "fetch",
      program: "fetch",
      parents: [],
      runtime: expect.any(Number),
      machine: "node-1",
    });
    expect(new Set(trace.tasks.map(({ kind }) => kind))).toEqual(
      new Set(["fetch", "align", "merge", "plot"]),
    );
  });

  it("takes an edge that only one of its two ends tells of, once", () => {
    const onlyChildren = changed(({ workflow }) => {
      for (const task of workflow.specification.tasks) task.parents = [];
    });
    const onlyParents = changed(({ workflow }) => {
      for (const task of workflow.specification.tasks) task.children = [];
    });
    expect(parentsOf(onlyChildren)).toEqual(parentsOf(onlyParents));
    expect(parentsOf(onlyParents)).toEqual(parentsOf(changed(() => {})));
  });

  it("falls back on the time of the record where the execution has none that can be read", () => {
    const text = changed(({ workflow }) => (workflow.execution.executedAt = "once"));
    expect(readTrace("f", text).startedAt).toBe(Date.UTC(2026, 0, 2, 3, 4, 5));
  });

  it.each<[string, (document: TraceDocument) => void, RegExp]>([
    [
      "another version",
      (d) => (d.schemaVersion = "1.3"),
      /line 4, column 19: schemaVersion: version "1\.3" is not read, only "1\.5": github/,
    ],
    [
      "no version",
      (d) => Reflect.deleteProperty(d, "schemaVersion"),
      /schemaVersion: missing; is this a WfFormat document/,
    ],
    [
      "a summary of turbo",
      (d) => Reflect.set(d, "turboVersion", "2"),
      /schemaVersion: .*call runledger import turbo-summary/,
    ],
    ["no name", (d) => Reflect.deleteProperty(d, "name"), /name: missing; text is needed here/],
    [
      "no tasks",
      (d) => (d.workflow.specification.tasks = []),
      /workflow\.specification\.tasks: no tasks/,
    ],
    [
      "tasks that are no list",
      (d) => Reflect.set(d.workflow.specification, "tasks", {}),
      /expected an array, found an object/,
    ],
    [
      "a runtime below 0",
      (d) => (d.workflow.execution.tasks[2]!.runtimeInSeconds = -1),
      /line \d+, column \d+: workflow\.execution\.tasks\[2\]\.runtimeInSeconds: -1 is not between 0 and/,
    ],
    [
      "a runtime that is text",
      (d) => Reflect.set(d.workflow.execution.tasks[2]!, "runtimeInSeconds", "12"),
      /expected a number, found "12"/,
    ],
    [
      "a parent that isn't there",
      (d) => d.workflow.specification.tasks[0]!.parents.push("ghost"),
      /tasks\[0\]\.parents\[0\]: there is no task "ghost": add it/,
    ],
    [
      "a child that isn't there",
      (d) => d.workflow.specification.tasks[7]!.children.push("ghost"),
      /tasks\[7\]\.children\[0\]: there is no task "ghost"/,
    ],
    [
      "a task that was never executed",
      (d) => d.workflow.execution.tasks.splice(3, 1),
      /specification\.tasks\[3\]: task "align_ID0000003" was specified, but workflow\.execution/,
    ],
    [
      "a task that was never specified",
      (d) => d.workflow.execution.tasks.push({ ...d.workflow.execution.tasks[0]!, id: "extra" }),
      /execution\.tasks\[8\]: task "extra" was executed, but/,
    ],
    [
      "an id twice",
      (d) => d.workflow.specification.tasks.push({ ...d.workflow.specification.tasks[1]! }),
      /tasks\[8\]\.id: "fetch_ID0000001" is also the id of 1/,
    ],
    [
      "an empty id",
      (d) => (d.workflow.specification.tasks[0]!.id = ""),
      /tasks\[0\]\.id: empty; an action needs a name/,
    ],
    [
      "a control character in an id",
      (d) => (d.workflow.specification.tasks[0]!.id = "a\nb"),
      /"a\\nb" holds a control character/,
    ],
    [
      "an id that the root has",
      (d) => (d.workflow.specification.tasks[0]!.id = "a0"),
      /"a0" is taken: "a0" is the run itself/,
    ],
    [
      "an id that is too long",
      (d) => (d.workflow.specification.tasks[0]!.id = "x".repeat(256)),
      /256 characters are more than the 255/,
    ],
    [
      "tasks in a circle",
      (d) => d.workflow.specification.tasks[0]!.parents.push("plot_ID0000007"),
      /wait for each other: fetch_ID0000000 → plot_ID0000007 → .*fetch_ID0000000; take one/,
    ],
  ])("refuses %s, with the line, the field and the way out", (_, change, message) => {
    expect(problemOf(changed(change))).toMatch(message);
  });

  it("lists every problem, up to ten", () => {
    const text = changed(({ workflow }) => {
      for (const task of workflow.execution.tasks) task.runtimeInSeconds = Number.NaN;
      for (const task of workflow.specification.tasks) task.parents = ["ghost"];
    });
    const lines = problemOf(text).split("\n");
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toBe("  … and 6 more");
  });

  it("says where a trace that was cut off ends", () => {
    const text = changed(() => {});
    expect(problemOf(text.slice(0, text.length / 2))).toMatch(
      /line \d+, column \d+: workflow\..*is the file cut off\?/,
    );
  });
});
