import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { sizeDelimitedEncode } from "@bufbuild/protobuf/wire";
import { ActionEventSchema, ActionPhase } from "@runledger/proto";
import type { Lifecycle } from "@runledger/lifecycle";
import { describe, expect, test } from "vitest";
import { buildLifecycle } from "../testing/build-lifecycle.ts";
import { withFolder } from "../testing/repository.ts";
import { type Sketch, edit, job } from "../testing/sketch.ts";
import { formatDifference } from "./format-difference.ts";
import { readRecorded } from "./read-recorded.ts";
import { type Difference, type Recorded, replay } from "./replay.ts";

const withEnd = edit(job, {
  RUNNING: { to: ["DONE", "FAILED", "RECOVERED"] },
  RECOVERED: { number: 5, ends: "subject", outcome: "success", starts: true },
});

function built(sketch: Sketch): Lifecycle {
  const lifecycle = buildLifecycle(sketch);
  if (lifecycle === undefined) throw new Error("the sketch contradicts itself");
  return lifecycle;
}

async function differences(values: readonly number[], now: Sketch): Promise<string[]> {
  async function* reports(): AsyncGenerator<Recorded> {
    for (const [at, value] of values.entries())
      yield { subject: "a", attempt: 1, value, at: `s:${at + 1}` };
  }
  return collect(replay(built(job), built(now), reports()));
}

async function collect(found: AsyncIterable<Difference>): Promise<string[]> {
  const lines: string[] = [];
  for await (const difference of found) lines.push(formatDifference(difference));
  return lines;
}

describe("a replay", () => {
  test("says nothing where nobody sees a change", async () => {
    expect(await differences([1, 2, 3], withEnd)).toEqual([]);
  });

  test("shows the report that old readers refuse, and what they go on seeing", async () => {
    expect(await differences([1, 2, 5], withEnd)).toEqual([
      "s:3  a attempt 1: old readers refuse it and see RUNNING of attempt 1 (not ended); new readers see RECOVERED of attempt 1 (ended the story, success)",
    ]);
  });

  test("shows a view that changed where it begins, and once", async () => {
    const now = edit(job, { DONE: { outcome: "neutral" } });
    expect(await differences([1, 3, 3, 2], now)).toEqual([
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

  async function read(content: Uint8Array | string): Promise<Recorded[]> {
    return withFolder(async (folder) => {
      const file = join(folder, "stream");
      writeFileSync(file, content);
      const numberOf = (name: string): number | undefined => (name === "RUNNING" ? 4 : undefined);
      const found: Recorded[] = [];
      for await (const each of readRecorded(file, numberOf)) found.push(each);
      return found;
    });
  }

  const json = (phase: unknown): string =>
    JSON.stringify({
      id: { run: { project: "p", domain: "d", name: "r" }, name: "a1" },
      attempt: 2,
      phase,
    });

  test("is read as binary", async () => {
    const bytes = sizeDelimitedEncode(ActionEventSchema, event);
    expect(await read(Buffer.concat([bytes, bytes]))).toMatchObject([expected, expected]);
  });

  test("is read as JSON lines, by names and by numbers", async () => {
    expect(await read(`${json("RUNNING")}\n\n${json(4)}\n`)).toMatchObject([expected, expected]);
  });

  test.each([
    [
      "a value that neither side has",
      `${json("RUNNING")}\n${json("GONE")}`,
      /stream:2: neither side knows the value GONE/,
    ],
    ["a line that is no JSON", `${json(4)}\n{`, /stream:2 is no JSON object/],
    [
      "bytes that are cut off",
      sizeDelimitedEncode(ActionEventSchema, event).subarray(0, 5),
      /can't be read as a stream/,
    ],
  ])("with %s is refused at its place", async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });
});
