import { toJsonString } from "@bufbuild/protobuf";
import { WindowFrameSchema } from "@runledger/proto";
import type { Store } from "@runledger/store";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { defaultLimits } from "../limits.ts";
import { openLedger } from "../open-ledger.ts";
import { toRunIdentifier } from "../read/to-run.ts";
import { declaration, report, runId } from "../testing/messages.ts";
import { openMemory } from "../testing/open.ts";
import { FAILED, RUNNING } from "../testing/phases.ts";
import type { WatchWindowOptions } from "../watch-options.ts";
import { outlineWindow } from "./first-window.ts";
import { toWindowSpec } from "./window-spec.ts";

/** The first window, made from the run's outline; undefined where it isn't. */
async function outlined(
  store: Store,
  run: string,
  options: WatchWindowOptions,
): Promise<string | undefined> {
  const row = await store.getRun(runId(run));
  if (row === undefined) throw new Error("there is no such run");
  const spec = toWindowSpec(options, defaultLimits);
  const window = await outlineWindow({ store }, { run: toRunIdentifier(row) }, row.id, spec);
  return window?.frame && toJsonString(WindowFrameSchema, window.frame);
}

/** The first window, as the whole tree has it. */
async function viewed(ledger: Ledger, run: string, options: WatchWindowOptions): Promise<string> {
  for await (const frame of ledger.watchWindow(runId(run), options)) {
    return toJsonString(WindowFrameSchema, frame);
  }
  throw new Error("a watch without a frame");
}

/** Parents of actions 1, 2, …: each of them an earlier one or the root, so that none waits. */
const arbitraryTree = fc
  .array(fc.nat(), { maxLength: 30 })
  .map((parents) =>
    parents.map((parent, i) => (parent % (i + 1) === 0 ? "a0" : `x${parent % (i + 1)}`)),
  );

const scenario = fc.record({
  tree: arbitraryTree,
  moved: fc.array(fc.nat(29), { maxLength: 5 }),
  options: fc.record({
    expanded: fc.subarray(["a0", "x1", "x2", "x3", "x5", "nobody"]),
    anchor: fc.record({ row: fc.nat(20) }),
    before: fc.nat(5),
    after: fc.nat(10),
  }),
});

test("what is made from the outline is what the whole tree has", async () => {
  const store = await openMemory();
  const ledger = openLedger({ store });
  let count = 0;
  const property = fc.asyncProperty(scenario, async ({ moved, options, tree }) => {
    count += 1;
    const run = `r${count}`;
    const actions = tree.map((parent, i) => declaration(`x${i + 1}`, { metadata: { parent } }));
    await ledger.declareActions(runId(run), [declaration("a0"), ...actions]);
    const reports = moved
      .filter((i) => i < tree.length)
      .map((i) => report(run, `x${i + 1}`, i % 2 === 0 ? RUNNING : FAILED));
    await ledger.record(reports);
    expect(await outlined(store, run, options)).toBe(await viewed(ledger, run, options));
  });
  await fc.assert(property, { numRuns: 200 });
  await ledger.close();
});

test("where it can't be made from the outline, it isn't", async () => {
  const store = await openMemory();
  const ledger = openLedger({ store });
  await ledger.declareActions(runId("r"), [declaration("a0")]);
  expect(await outlined(store, "r", {})).toBeDefined();
  const others: WatchWindowOptions[] = [
    { filter: { nameContains: "a" } },
    { filter: { phases: [RUNNING] } },
    { order: { by: "name" } },
    { order: { by: "number", descending: true } },
    { anchor: { action: "a0" } },
    { anchor: { row: 5000 } },
    { expanded: Array.from({ length: 9 }, (_, i) => `x${i}`) },
  ];
  for (const options of others) expect(await outlined(store, "r", options)).toBeUndefined();
  // A child that nobody knows the parent of has its place at the end.
  await ledger.record([
    {
      ...report("r", "x", RUNNING),
      declaration: declaration("x", { metadata: { parent: "unknown" } }),
    },
  ]);
  expect(await outlined(store, "r", {})).toBeUndefined();
  await ledger.close();
});

test("the first window of a large run comes before it is read, and then what changes", async () => {
  const store = await openMemory();
  const writer = openLedger({ store });
  const actions = Array.from({ length: 2500 }, (_, i) =>
    declaration(`x${i}`, { metadata: { parent: "a0" } }),
  );
  await writer.declareActions(runId("r"), [declaration("a0"), ...actions]);
  const ledger = openLedger({ store });
  const frames = ledger.watchWindow(runId("r"), { after: 3 })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value } = await frames.next();
    if (value === undefined) throw new Error("the watch has ended");
    return toJsonString(WindowFrameSchema, value);
  };
  const first = await next();
  expect(ledger.stats().views.actions).toBe(0);
  expect(first).toBe(await viewed(writer, "r", { after: 3 }));
  // While it is being read.
  const second = next();
  await ledger.record([report("r", "x1", RUNNING)]);
  const changed = JSON.parse(await second) as {
    window: { actions: { action: { id: { name: string } } }[] };
  };
  expect(changed.window.actions.map(({ action }) => action.id.name)).toEqual(["a0", "x1"]);
  expect(ledger.stats().views.actions).toBe(2501);
  await frames.return?.();
  await ledger.close();
  await writer.close();
});
