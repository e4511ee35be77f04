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

function play(isTTY: boolean, ...told: readonly WatchFrame[]): string {
  const output = new TextOutput(isTTY);
  const tree = new ShownTree();
  const screen = new Screen(output, painter(output, { NO_COLOR: "1" }), new TestClock(1000));
  for (const frame of told) {
    tree.apply(frame);
    screen.show(tree, frame);
  }
  return output.text;
}

describe("Screen", () => {
  it("draws what has something below it, and what is at work or went wrong, over itself", () => {
    const drawn = play(true, frames[0]!);
    expect(drawn.replace("\r\u001b[J", "")).toBe(
      [
        "a0  running  [2 running, 2 succeeded]",
        "  align  running  [1 running, 2 succeeded]",
        "    align_1  running, attempt 2",
        "",
      ].join("\n"),
    );
    expect(play(true, ...frames)).toContain("\u001b[3A\r\u001b[J");
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
