import type { WindowFrame } from "@runledger/proto";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { at, because, declaration, report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { FAILED, RUNNING, SUCCEEDED } from "../testing/phases.ts";
import type { WatchWindowOptions } from "../watch-options.ts";

const run = runId("r");

/** Tells a window: its rows (an ellipsis before the first), where the anchor is, then the actions that came with it. */
function tell({ frame }: WindowFrame): string {
  if (frame.case !== "window") return `${frame.case} @${frame.value?.revision}`;
  const { above, actions, anchorRow, firstRow, revision, rows, shown, total, totalRows } =
    frame.value;
  const lines = rows.map(({ depth, expanded, hasChildren, name }, index) => {
    const mark = hasChildren ? (expanded ? "-" : "+") : "";
    const anchor = Number(firstRow) + index === Number(anchorRow) ? "*" : "";
    return `${".".repeat(depth)}${mark}${name}${anchor}`;
  });
  const path = above.map(({ name }) => name).join("/");
  const sent = actions.map(({ action }) => action?.id?.name).join(",");
  return `@${revision} ${path} ${firstRow}/${totalRows} ${shown}/${total} [${lines.join(" ")}] ${sent}`;
}

function looker(ledger: Ledger, options: WatchWindowOptions) {
  const frames = ledger.watchWindow(run, options)[Symbol.asyncIterator]();
  return {
    next: async () => {
      const { value } = await frames.next();
      return value === undefined ? "the end" : tell(value);
    },
    end: async () => frames.return?.(),
  };
}

/** A root, two groups of four, in an order of their own. */
async function openRun(limits = {}): Promise<Ledger> {
  const { ledger } = await open({ limits });
  const groups = ["g", "f"].map((name) => declaration(name, { metadata: { parent: "a0" } }));
  const leaves = ["f", "g"].flatMap((group) =>
    [4, 3, 2, 1].map((n) => declaration(`${group}${n}`, { metadata: { parent: group } })),
  );
  await ledger.declareActions(run, [declaration("a0"), ...groups, ...leaves]);
  return ledger;
}

describe("a window", () => {
  test("gives its rows and their actions, then what changes, and tells of what it doesn't show", async () => {
    const ledger = await openRun();
    const { next } = looker(ledger, { expanded: ["a0", "f"], after: 4 });
    expect(await next()).toBe("@11  0/7 11/11 [-a0* .+g .-f ..f4] a0,g,f,f4");
    await ledger.record([report("r", "g1", RUNNING)]);
    expect(await next()).toBe("@12  0/7 11/11 [-a0* .+g .-f ..f4] a0,g");
    // A new row beyond the window: its action isn't sent, and that there is one more is.
    await ledger.record([
      {
        ...report("r", "f5", RUNNING),
        declaration: declaration("f5", { metadata: { parent: "f" } }),
      },
    ]);
    expect(await next()).toMatch(/^@1\d {2}0\/8 12\/12 \[-a0\* \.\+g \.-f \.\.f4\] a0,f$/);
  });

  test("ends with the run", async () => {
    const ledger = await openRun();
    const { next } = looker(ledger, { after: 1 });
    await next();
    await ledger.abortRun(run, because);
    await next();
    expect(await next()).toMatch(/^settled @\d+$/);
    expect(await next()).toBe("the end");
    expect(ledger.stats().watches.windows).toBe(0);
  });

  test("is moved by opening another one, which gives what isn't held", async () => {
    const ledger = await openRun();
    const expanded = ["a0", "f", "g"];
    const first = looker(ledger, { expanded, after: 5 });
    expect(await first.next()).toBe("@11  0/11 11/11 [-a0* .-g ..g4 ..g3 ..g2] a0,g,g4,g3,g2");
    await first.end();
    await ledger.record([report("r", "g3", RUNNING)]);
    const held = { revision: 11, actions: ["a0", "g", "g4", "g3", "g2"] };
    const second = looker(ledger, { expanded, anchor: { row: 3 }, after: 4, held });
    expect(await second.next()).toBe("@12 a0/g 3/11 11/11 [..g3* ..g2 ..g1 .-f] a0,g,g3,g1,f");
  });

  test("follows its anchor when rows come above it, and stands for one that has no row", async () => {
    const ledger = await openRun();
    const options = {
      order: { by: "name" },
      anchor: { action: "g2" },
      before: 1,
      after: 2,
    } as const;
    const opened = looker(ledger, { ...options, expanded: ["a0", "f", "g"] });
    expect(await opened.next()).toBe("@11 a0/g 7/11 11/11 [..g1 ..g2* ..g3] a0,g,g1,g2,g3");
    await ledger.declareActions(run, [declaration("f0", { metadata: { parent: "f" } })]);
    expect(await opened.next()).toBe("@12 a0/g 8/12 12/12 [..g1 ..g2* ..g3] a0");
    const closed = looker(ledger, { ...options, expanded: ["a0"] });
    expect(await closed.next()).toBe("@12 a0 1/3 12/12 [.+f .+g*] a0,f,g");
  });

  test("shows through a filter what matches and what is above it", async () => {
    const ledger = await openRun();
    const options = { expanded: ["a0", "f", "g"], filter: { nameContains: "3" } };
    const { next } = looker(ledger, options);
    expect(await next()).toBe("@11  0/5 5/11 [-a0* .-g ..g3 .-f ..f3] a0,g,g3,f,f3");
    const failed = looker(ledger, { ...options, filter: { phases: [FAILED] } });
    expect(await failed.next()).toBe("@11  0/0 0/11 [] ");
    await ledger.record([report("r", "f2", FAILED)]);
    expect(await failed.next()).toMatch(/0\/3 3\/11 \[-a0\* \.-f \.\.f2\] a0,f,f2$/);
  });

  test.each([
    [{ by: "number" }, "f4 f3 f2 f1"],
    [{ by: "number", descending: true }, "f1 f2 f3 f4"],
    [{ by: "name" }, "f1 f2 f3 f4"],
    [{ by: "name", descending: true }, "f4 f3 f2 f1"],
    [{ by: "startedAt" }, "f2 f4 f3 f1"],
    [{ by: "startedAt", descending: true }, "f1 f3 f4 f2"],
    [{ by: "endedAt" }, "f3 f4 f2 f1"],
    [{ by: "endedAt", descending: true }, "f1 f2 f4 f3"],
  ] as const)("in the order %j is %s", async (order, expected) => {
    const ledger = await openRun();
    await ledger.record([
      report("r", "f4", RUNNING, { updatedTime: at(3) }),
      report("r", "f3", SUCCEEDED, { updatedTime: at(4) }),
      report("r", "f2", RUNNING, { updatedTime: at(1) }),
      report("r", "f4", SUCCEEDED, { updatedTime: at(9) }),
    ]);
    const { next } = looker(ledger, { order, expanded: ["a0", "f"], anchor: { action: "f" } });
    const rows = (await next()).match(/\.\.(f\d)/g)?.map((row) => row.slice(2));
    expect(rows?.join(" ")).toBe(expected);
  });

  test("is made once for all who show the same", async () => {
    const ledger = await openRun();
    const watches = [1, 2, 3].map(() => ledger.watchWindow(run)[Symbol.asyncIterator]());
    for (let step = 0; step < 3; step += 1) {
      const frames = await Promise.all(
        watches.map(async (watch) => (await watch.next()).value as unknown),
      );
      expect(new Set(frames).size).toBe(1);
      await ledger.record([report("r", `f${step + 1}`, RUNNING)]);
    }
  });

  test.each([
    [{ after: 6 }, { kind: "limit", limit: { name: "windowRows", limit: 5, actual: 6 } }],
    [
      { before: 3, after: 3 },
      { kind: "limit", limit: { name: "windowRows" } },
    ],
    [{ expanded: ["a", "b", "c"] }, { kind: "limit", limit: { name: "expandedActions" } }],
    [{ held: { revision: 1, actions: Array<string>(11).fill("x") } }, { kind: "limit" }],
    [{ held: { revision: 99, actions: [] } }, { kind: "unknownRevision" }],
    [{ before: -1 }, { kind: "invalid", violations: [{ field: "before" }] }],
    [{ anchor: { row: 0.5 } }, { kind: "invalid", violations: [{ field: "anchor.row" }] }],
    [{ order: { by: "luck" as never } }, { kind: "invalid", violations: [{ field: "order.by" }] }],
    [{ filter: { phases: [99] } }, { kind: "invalid", violations: [{ field: "filter.phases" }] }],
  ])("refuses %j", async (options, error) => {
    const ledger = await openRun({ windowRows: 5, expandedActions: 2 });
    await expect(looker(ledger, options).next()).rejects.toMatchObject(error);
  });
});
