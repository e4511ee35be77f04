import { type JsonValue, fromJson } from "@bufbuild/protobuf";
import { sizeDelimitedEncode } from "@bufbuild/protobuf/wire";
import {
  NodeExecutionEventSchema,
  TaskExecutionEventSchema,
  WorkflowExecutionEventSchema,
} from "@runledger/proto/flyte1/v1";
import { describe, expect, test } from "vitest";
import { validateStreams } from "../streams/validate-streams.ts";
import { judgeLines, now } from "../testing/judge-lines.ts";

const executionId = { project: "flytesnacks", domain: "development", name: "f1a2b3" };
const time = (minute: number) => `2026-11-20T09:0${minute}:00Z`;

const workflow = (phase: string, minute: number) => ({
  executionId,
  phase,
  producerId: "propeller",
  occurredAt: time(minute),
});
const node = (nodeId: string, phase: string, minute: number, more = {}) => ({
  id: { nodeId, executionId },
  phase,
  producerId: "propeller",
  occurredAt: time(minute),
  ...more,
});
const task = (phase: string, minute: number, retryAttempt = 0) => ({
  taskId: { project: "flytesnacks", domain: "development", name: "train", version: "v1" },
  parentNodeExecutionId: { nodeId: "n0", executionId },
  retryAttempt,
  phase,
  producerId: "propeller",
  occurredAt: time(minute),
});

const legal = [
  workflow("RUNNING", 0),
  node("n0", "QUEUED", 0),
  node("n0", "RUNNING", 1),
  task("QUEUED", 1),
  task("RETRYABLE_FAILED", 2),
  task("RUNNING", 3, 1),
  task("SUCCEEDED", 4, 1),
  node("n0", "SUCCEEDED", 4),
  node("n1", "SKIPPED", 5),
  workflow("SUCCEEDING", 5),
  workflow("SUCCEEDED", 6),
];

describe("Flyte 1's events", () => {
  test("are judged by Flyte 1's lifecycles", async () => {
    const { verdict, problems } = await judgeLines(legal);
    expect(problems).toEqual([]);
    expect(verdict).toMatchObject({ reports: 11, runs: 1, actions: 4, counts: {} });
    expect(verdict.coverage.map(({ track }) => track)).toEqual(["node", "task", "workflow"]);
  });

  test.for([
    ["RL302", [node("n0", "RUNNING", 5), node("n0", "FAILED", 5)], 1],
    ["RL302", [workflow("FAILING", 5)], 0],
    ["RL302", [task("QUEUED", 5, 1), task("RUNNING", 5, 2)], 1],
    ["RL103", [node("n2", "QUEUED", 5, { phase: 88 })], 0],
    ["RL403", [node("n2", "SUCCEEDED", 5, { parentNodeMetadata: { nodeId: "n9" } })], 0],
    ["RL405", [node("n2", "RUNNING", 5)], 0],
  ] as const)("break %s where they do", async ([rule, more, late]) => {
    const { verdict } = await judgeLines([...legal, ...more]);
    expect(verdict.counts).toMatchObject({ [rule]: 1 });
    expect(verdict.findings.find((each) => each.rule === rule)?.line).toBe(
      legal.length + more.length,
    );
    expect(verdict.outcomes["late"] ?? 0).toBe(late);
  });

  test("are found out in protobuf, one beside the other", async () => {
    const bytes = legal.map((event) => {
      const json = event as JsonValue;
      if ("id" in event)
        return sizeDelimitedEncode(
          NodeExecutionEventSchema,
          fromJson(NodeExecutionEventSchema, json),
        );
      if ("taskId" in event)
        return sizeDelimitedEncode(
          TaskExecutionEventSchema,
          fromJson(TaskExecutionEventSchema, json),
        );
      return sizeDelimitedEncode(
        WorkflowExecutionEventSchema,
        fromJson(WorkflowExecutionEventSchema, json),
      );
    });
    // oxlint-disable-next-line typescript/require-await
    async function* open(): AsyncGenerator<Uint8Array> {
      yield Buffer.concat(bytes);
    }
    const one = await validateStreams([{ name: "in", open }], { now });
    expect(one.problems).toEqual([]);
    expect(one.verdict).toMatchObject({ reports: 11, runs: 1, actions: 4, counts: {} });
    expect(await validateStreams([{ name: "in", open }], { now, threads: 2 })).toEqual(one);
  });

  test("and others are taken out of CloudEvents", async () => {
    const [first = {}] = legal;
    const bytes = sizeDelimitedEncode(
      WorkflowExecutionEventSchema,
      fromJson(WorkflowExecutionEventSchema, workflow("SUCCEEDED", 6)),
    );
    const envelope = { specversion: "1.0", id: "1", source: "/flyte", type: "com.flyte" };
    const { verdict, problems } = await judgeLines([
      { ...envelope, data: { rawEvent: first, labels: {} } },
      { ...envelope, data: node("n0", "SUCCEEDED", 4) },
      { ...envelope, data_base64: Buffer.from(bytes.subarray(1)).toString("base64") },
    ]);
    expect(problems).toEqual([]);
    expect(verdict).toMatchObject({ reports: 3, actions: 2, counts: {} });
  });
});
