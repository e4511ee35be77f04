import { gzipSync, zstdCompressSync } from "node:zlib";
import { create, toBinary } from "@bufbuild/protobuf";
import { sizeDelimitedEncode } from "@bufbuild/protobuf/wire";
import { ActionEventSchema, ActionPhase } from "@runledger/proto";
import type { Lifecycle } from "@runledger/lifecycle";
import { describe, expect, test } from "vitest";
import type { ReportType } from "../../input/report-type.ts";
import { buildLifecycle } from "../testing/build-lifecycle.ts";
import { type Sketch, edit, job } from "../testing/sketch.ts";
import { formatDifference } from "./format-difference.ts";
import { readRecorded } from "./read-recorded.ts";
import { type Recorded, Replay } from "./replay.ts";

const withEnd = edit(job, {
  RUNNING: { to: ["DONE", "FAILED", "RECOVERED"] },
  RECOVERED: { number: 5, ends: "subject", outcome: "success", starts: true },
});

function built(sketch: Sketch): Lifecycle {
  const lifecycle = buildLifecycle(sketch);
  if (lifecycle === undefined) throw new Error("the sketch contradicts itself");
  return lifecycle;
}

function differences(values: readonly number[], now: Sketch): string[] {
  const replay = new Replay(built(job), built(now));
  return values.flatMap((value, at) => {
    const report = { subject: "a", attempt: 1, value, at: `s:${at + 1}` };
    const difference = replay.play(report);
    return difference === undefined ? [] : [formatDifference(difference)];
  });
}

describe("a replay", () => {
  test("says nothing where nobody sees a change", () => {
    expect(differences([1, 2, 3], withEnd)).toEqual([]);
  });

  test("shows the report that old readers refuse, and what they go on seeing", () => {
    expect(differences([1, 2, 5], withEnd)).toEqual([
      "s:3  a attempt 1: old readers refuse it and see RUNNING of attempt 1 (not ended); new readers see RECOVERED of attempt 1 (ended the story, success)",
    ]);
  });

  test("shows a view that changed where it begins, and once", () => {
    const now = edit(job, { DONE: { outcome: "neutral" } });
    expect(differences([1, 3, 3, 2], now)).toEqual([
      "s:2  a attempt 1: old readers see DONE of attempt 1 (ended the story, success); new readers see DONE of attempt 1 (ended the story, neutral)",
    ]);
  });
});

describe("a recorded stream", () => {
  const event = create(ActionEventSchema, {
    id: { run: { project: "p", domain: "d", name: "r" }, name: "a1" },
    attempt: 2,
    phase: ActionPhase.RUNNING,
  });
  const expected = { subject: "p/d/r/a1", attempt: 2, value: 4 };

  async function read(
    content: Uint8Array | string,
    type: ReportType = "ActionEvent",
  ): Promise<Recorded[]> {
    const numberOf = (name: string): number | undefined => (name === "RUNNING" ? 4 : undefined);
    const found: Recorded[] = [];
    // oxlint-disable-next-line typescript/require-await
    async function* open(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(content);
    }
    await readRecorded({ name: "stream", open }, { type, numberOf }, (each) => found.push(each));
    return found;
  }

  const json = (phase: unknown): string =>
    JSON.stringify({
      id: { run: { project: "p", domain: "d", name: "r" }, name: "a1" },
      attempt: 2,
      phase,
    });

  const binary = sizeDelimitedEncode(ActionEventSchema, event);

  test.each([
    ["binary", Buffer.concat([binary, binary])],
    ["JSON lines, by names and by numbers", `${json("RUNNING")}\n\n${json(4)}\n`],
    ["an array", `[${json("RUNNING")}, {"event": ${json(4)}}]`],
    ["gzip", gzipSync(`${json("RUNNING")}\n${json(4)}\n`)],
    ["zstd", zstdCompressSync(Buffer.concat([binary, binary]))],
    [
      "CloudEvents",
      `{"specversion":"1.0","data":${json("RUNNING")}}\n` +
        `{"specversion":"1.0","data_base64":"${Buffer.from(toBinary(ActionEventSchema, event)).toString("base64")}"}`,
    ],
    ["what declarations stand among", `{"runDeclaration":{}}\n${json("RUNNING")}\n${json(4)}`],
  ])("is read as %s", async (_, content) => {
    expect(await read(content)).toMatchObject([expected, expected]);
  });

  test("of Flyte 1 is read by the sort of its reports", async () => {
    const executionId = { project: "p", domain: "d", name: "r" };
    const lines = [
      { executionId, phase: "QUEUED" },
      { id: { nodeId: "n0", executionId }, phase: "RUNNING" },
    ].map((each) => JSON.stringify(each));
    const found = await read(lines.join("\n"), "NodeExecutionEvent");
    expect(found).toMatchObject([{ subject: "p/d/r/n0", attempt: 1, value: 4, at: "stream:2" }]);
  });

  test.each([
    [
      "a value that neither side has",
      `${json("RUNNING")}\n${json("GONE")}`,
      /stream:2: neither side knows the value GONE/,
    ],
    ["a line that is no JSON", `${json(4)}\n{`, /stream:2: no JSON/],
    ["bytes that are cut off", binary.subarray(0, 5), /stream@0: .*cut/],
  ])("with %s is refused at its place", async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });
});
