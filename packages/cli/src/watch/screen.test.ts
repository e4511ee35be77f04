import { describe, expect, it } from "vitest";
import { TestClock } from "../testing/test-clock.ts";
import { TextOutput } from "../testing/text-output.ts";
import { painter } from "../terminal/paint.ts";
import type { WatchedAction, WatchFrame } from "./frame.ts";
import { Screen } from "./screen.ts";
import { ShownTree } from "./shown-tree.ts";

function action(
  name: string,
  parent: string,
  phase: string,
  more: Partial<WatchedAction> = {},
): WatchedAction {
  return {
    name,
    parent,
    label: name,
    phase,
    attempts: 1,
    revision: 1,
    shown: true,
    counts: new Map(),
    ...more,
  };
}

const frames: readonly WatchFrame[] = [
  {
    kind: "snapshot",
    actions: [
      action("a0", "", "RUNNING", {
        counts: new Map([
          ["SUCCEEDED", 2],
          ["RUNNING", 2],
          ["QUEUED", 0],
        ]),
      }),
      action("group:align", "a0", "RUNNING", {
        label: "align",
        counts: new Map([
          ["SUCCEEDED", 2],
          ["RUNNING", 1],
        ]),
      }),
      action("align_1", "group:align", "RUNNING", { attempts: 2 }),
      action("align_2", "group:align", "SUCCEEDED"),
    ],
  },
  { kind: "complete", revision: 7, shown: 4, total: 9, digest: "" },
  {
    kind: "changed",
    revision: 8,
    shown: 3,
    digest: "",
    actions: [action("align_1", "group:align", "TIMED_OUT", { attempts: 2, shown: false })],
  },
  { kind: "settled", revision: 9, phase: "SUCCEEDED" },
];

function open(isTTY: boolean) {
  const output = new TextOutput(isTTY);
  const tree = new ShownTree();
  const paint = painter(output, { NO_COLOR: "1" });
  const stop = new AbortController();
  const clock = new TestClock(1000);
  const screen = new Screen({ output, paint, clock, tree, signal: stop.signal });
  return { output, screen, stop, tree };
}

function play(isTTY: boolean, ...told: readonly WatchFrame[]): string {
  const { output, screen, tree } = open(isTTY);
  for (const frame of told) {
    tree.apply(frame);
    screen.show(frame);
  }
  return output.text;
}

describe("Screen", () => {
  it("draws all of a tree that there is room for, over itself", () => {
    const drawn = play(true, frames[0]!);
    expect(drawn.replace("\r\u001b[J", "")).toBe(
      [
        "a0  running  [2 running, 2 succeeded]",
        "  align  running  [1 running, 2 succeeded]",
        "    align_1  running, attempt 2",
        "    align_2  succeeded",
        "",
      ].join("\n"),
    );
    expect(play(true, ...frames)).toContain("\u001b[4A\r\u001b[J");
  });

  it("tells actions of one task apart by their names, and names by their task what has only a digest", () => {
    const drawn = play(
      false,
      {
        kind: "snapshot",
        actions: ["resize.7", "shard.2.resize-2", "x9f3"].map((name) =>
          action(name, "", "RUNNING", { label: "resize" }),
        ),
      },
      frames[1]!,
    );
    expect(drawn.split("\n").slice(1, 4)).toEqual([
      "resize.7  running",
      "shard.2.resize-2  running",
      "resize  running",
    ]);
  });

  it("draws what came within a moment a moment later, the line to write in below, and nothing after its end", async () => {
    const { output, screen, stop, tree } = open(true);
    tree.apply(frames[0]!);
    screen.show(frames[0]!);
    tree.apply({
      kind: "changed",
      actions: [action("align_3", "group:align", "PAUSED")],
      revision: 8,
      shown: 5,
      digest: "",
    });
    screen.show(frames[2]!);
    expect(output.text).not.toContain("align_3");
    await expect.poll(() => output.text).toContain("align_3  paused");
    screen.prompt("align_3 (true or false)> y");
    screen.print("above\n");
    const last = output.text.split("\u001b[J").at(-1) ?? "";
    expect(last).toMatch(/^above\na0 [^]*\n {4}align_3 {2}paused\nalign_3 \(true or false\)> y$/);
    stop.abort();
    const { text } = output;
    expect(text.endsWith("align_3  paused\n")).toBe(true);
    screen.show(frames[2]!);
    screen.prompt("late");
    expect(output.text).toBe(text);
  });

  it("draws no more lines than the terminal has", () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      action(`t${i}`, "a0", "RUNNING", { revision: i }),
    );
    const root = action("a0", "", "RUNNING", { counts: new Map([["RUNNING", 100]]) });
    const lines = play(true, { kind: "snapshot", actions: [root, ...many] })
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(23);
    // The newest of them.
    expect(lines[1]).toContain("t99");
  });

  it("writes a line for each change where there is no terminal", () => {
    expect(play(false, ...frames).split("\n")).toEqual([
      "revision 7: 4 of 9 actions",
      "a0  running  [2 running, 2 succeeded]",
      "align  running  [1 running, 2 succeeded]",
      "align_1  running, attempt 2",
      "align_2  succeeded",
      "withdrawn: align_1  timed out, attempt 2",
      "settled at revision 9: succeeded",
      "",
    ]);
  });
});
