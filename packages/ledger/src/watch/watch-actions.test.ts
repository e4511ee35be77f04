import type { ActionsFrame } from "@runledger/proto";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { collect } from "../testing/collect.ts";
import { actionId, because, declaration, report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { pump, turns } from "../testing/pump.ts";
import { tellFrame } from "../testing/tell-frame.ts";
import { FAILED, QUEUED, RUNNING, SUCCEEDED } from "../testing/phases.ts";

const run = runId("r");

/** Takes frames one by one and tells each in a line. */
function reader(frames: AsyncIterable<ActionsFrame>): () => Promise<string> {
  const iterator = frames[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await iterator.next();
    return done ? "done" : tellFrame(value);
  };
}

async function settle(ledger: Ledger): Promise<void> {
  await ledger.record([report("r", "x", SUCCEEDED), report("r", "a0", SUCCEEDED)]);
}

describe("a watch of a run's actions", () => {
  test("a snapshot, a marker, changes, the end", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const next = reader(ledger.watchActions(run));
    expect(await next()).toBe("snapshot a0:1@1{4:1} x:4@2");
    expect(await next()).toBe("complete @2 2/2");
    await ledger.record([report("r", "y", QUEUED)]);
    expect(await next()).toBe("changed @3 a0:1@1{1:1,4:1} y:1@3");
    await ledger.record([report("r", "x", SUCCEEDED), report("r", "y", SUCCEEDED)]);
    await ledger.record([report("r", "a0", SUCCEEDED)]);
    expect(await next()).toBe("changed @6 a0:5@6{5:2} y:5@5 x:5@4");
    expect(await next()).toBe("settled @6 5");
    expect(await next()).toBe("done");
  });

  test("of a settled run gives the snapshot, the marker and the end", async () => {
    const { ledger } = await open();
    await settle(ledger);
    expect((await collect(ledger.watchActions(run))).map(tellFrame)).toEqual([
      "snapshot a0:5@3{5:1} x:5@2",
      "complete @3 2/2",
      "settled @3 5",
    ]);
  });

  test("in frames of the size that was asked for; a step ends with the one that has a revision", async () => {
    const { ledger } = await open();
    await ledger.record(["x", "y", "z"].map((name) => report("r", name, RUNNING)));
    const next = reader(ledger.watchActions(run, { frameSize: 2 }));
    expect(await next()).toBe("snapshot a0:1@1{4:3} x:4@2");
    expect(await next()).toBe("snapshot y:4@3 z:4@4");
    expect(await next()).toBe("complete @4 4/4");
    await ledger.record(["x", "y", "z"].map((name) => report("r", name, SUCCEEDED)));
    expect(await next()).toBe("changed @0 a0:1@1{5:3} z:5@7");
    expect(await next()).toBe("changed @7 y:5@6 x:5@5");
  });

  test("a slow consumer gets each action once, as it is then", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", QUEUED)]);
    const next = reader(ledger.watchActions(run));
    await next();
    await next();
    for (const phase of [RUNNING, FAILED]) await ledger.record([report("r", "x", phase)]);
    await ledger.record([report("r", "x", RUNNING, { attempt: 2 })]);
    await ledger.record([report("r", "x", SUCCEEDED, { attempt: 2 })]);
    expect(await next()).toBe("changed @6 a0:1@1{5:1} x:5@6");
  });

  test("the end can be undone by a report of an action that nobody knew, and the watch resumed", async () => {
    const { ledger } = await open();
    await settle(ledger);
    await ledger.record([report("r", "late", RUNNING)]);
    const next = reader(ledger.watchActions(run, { afterRevision: 3 }));
    expect(await next()).toBe("changed @4 a0:5@3{4:1,5:1} late:4@4");
    await ledger.record([report("r", "late", SUCCEEDED)]);
    expect(await next()).toBe("changed @5 a0:5@3{5:2} late:5@5");
    expect(await next()).toBe("settled @5 5");
  });
});

describe("resuming", () => {
  test("from any revision that was handed out: what changed above it, without a snapshot", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING), report("r", "y", RUNNING)]);
    await settle(ledger);
    await ledger.abortRun(run, because);
    const told = async (afterRevision: number) =>
      (await collect(ledger.watchActions(run, { afterRevision }))).map(tellFrame);
    expect(await told(2)).toEqual(["changed @6 a0:5@5{5:1,7:1} y:7@6 x:5@4", "settled @6 5"]);
    expect(await told(4)).toEqual(["changed @6 a0:5@5{5:1,7:1} y:7@6", "settled @6 5"]);
    expect(await told(6)).toEqual(["settled @6 5"]);
    expect(await told(0)).toEqual(["changed @6 a0:5@5{5:1,7:1} y:7@6 x:5@4", "settled @6 5"]);
  });

  test("in a new process, where the view must be read first", async () => {
    const { ledger, store } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    await settle(ledger);
    const { ledger: other } = await open({ store });
    const frames = await collect(other.watchActions(run, { afterRevision: 2 }));
    expect(frames.map(tellFrame)).toEqual(["changed @4 a0:5@4{5:1} x:5@3", "settled @4 5"]);
  });

  test.each([
    [5, "unknownRevision", "which is at 2"],
    [-1, "invalid", "afterRevision is -1"],
    [1.5, "invalid", "afterRevision is 1.5"],
  ])("from %d: an error that says what is wrong with it", async (afterRevision, kind, message) => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    await expect(collect(ledger.watchActions(run, { afterRevision }))).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(message),
    });
  });
});

describe("a filter", () => {
  test("shows what matches with the path to it, and withdraws what no longer does", async () => {
    const { ledger } = await open();
    await ledger.declareActions(run, [
      declaration("group"),
      declaration("x", { metadata: { parent: "group" } }),
    ]);
    const next = reader(ledger.watchActions(run, { filter: { phases: [RUNNING] } }));
    expect(await next()).toBe("complete @3 0/3");
    await ledger.record([report("r", "x", RUNNING)]);
    expect(await next()).toBe("changed @4 a0:1@1{1:1,4:1} group:1@2{4:1} x:4@4");
    await ledger.record([report("r", "x", SUCCEEDED)]);
    expect(await next()).toBe("changed @5 -a0:1@1{1:1,5:1} -group:1@2{5:1} -x:5@5");
  });

  test("by a part of the action's name or its task's, whatever the case", async () => {
    const { ledger } = await open();
    await ledger.declareActions(run, [
      declaration("Extract-1"),
      declaration("b", {
        metadata: { spec: { case: "task", value: { shortName: "ml.extract" } } },
      }),
      declaration("c"),
    ]);
    const next = reader(ledger.watchActions(run, { filter: { nameContains: "EXTRACT" } }));
    expect(await next()).toBe("snapshot a0:1@1{1:3} Extract-1:1@2 b:1@3");
  });

  test("by a phase that there isn't: an error", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const frames = ledger.watchActions(run, { filter: { phases: [99] } });
    await expect(collect(frames)).rejects.toMatchObject({ kind: "invalid" });
    expect(ledger.stats().views.watched).toBe(0);
  });
});

describe("a run that isn't known", () => {
  test("is an error", async () => {
    const { ledger, clock } = await open();
    await expect(collect(ledger.watchActions(run))).rejects.toMatchObject({ kind: "notFound" });
    expect(clock.pending).toBe(0);
  });

  test("is waited for if asked to, whoever writes it", async () => {
    const { ledger, store, clock } = await open();
    const { ledger: other, clock: otherClock } = await open({ store });
    const [here, there] = [ledger, other].map((each) =>
      collect(each.watchActions(run, { wait: true })),
    );
    await turns(3);
    await settle(ledger);
    expect((await here)?.length).toBe(3);
    expect((await pump(otherClock, there ?? Promise.reject(new Error())))?.length).toBe(3);
    expect(clock.pending + otherClock.pending).toBe(0);
  });
});

describe("one view of a run", () => {
  test("is shared by all who watch, who get the very same frames", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const watches = [1, 2, 3].map(() => ledger.watchActions(run)[Symbol.asyncIterator]());
    for (const watch of watches) {
      await watch.next();
      await watch.next();
    }
    expect(ledger.stats()).toMatchObject({
      views: { watched: 1, idle: 0, actions: 2 },
      watches: { actions: 3 },
    });
    await ledger.record([report("r", "x", SUCCEEDED)]);
    const frames = await Promise.all(
      watches.map(async (watch) => (await watch.next()).value as unknown),
    );
    expect(frames[0]).toBeDefined();
    expect(new Set(frames).size).toBe(1);
  });

  test("rests when nobody watches, follows again when somebody does, and makes room for others", async () => {
    const { ledger } = await open({ limits: { idleViewBytes: 2000 } });
    for (const name of ["r", "s"]) {
      await ledger.record([report(name, "x", SUCCEEDED), report(name, "a0", SUCCEEDED)]);
      await collect(ledger.watchActions(runId(name)));
    }
    // Room for two actions, and not for four: the run that was watched last is there.
    expect(ledger.stats().views).toMatchObject({ watched: 0, idle: 1, actions: 2 });
    expect(ledger.stats().views.idleBytes).toBeGreaterThan(1000);
    expect(ledger.stats().views.idleBytes).toBeLessThanOrEqual(2000);
    await ledger.record([report("s", "y", SUCCEEDED)]);
    const [snapshot] = await collect(ledger.watchActions(runId("s")));
    expect(snapshot && tellFrame(snapshot)).toBe("snapshot a0:5@3{5:2} x:5@2 y:5@4");
    expect(ledger.stats().views).toMatchObject({ idle: 0, actions: 0, bytes: 0, idleBytes: 0 });
  });

  test("sends frames of the size that was asked for, and none above the limit", async () => {
    const { ledger } = await open({ limits: { frameSize: 3 } });
    const names = ["t", "u", "v", "w", "x", "y"];
    await ledger.record(names.map((name) => report("r", name, RUNNING)));
    const sizes = async (options: { frameSize?: number }) => {
      const frames = await collect(ledger.watchActions(run, options), 8);
      return frames.flatMap(({ frame }) =>
        frame.case === "snapshot" ? [frame.value.actions.length] : [],
      );
    };
    await ledger.abortRun(run, because);
    expect(await sizes({})).toEqual([3, 3, 1]);
    expect(await sizes({ frameSize: 2 })).toEqual([2, 2, 2, 1]);
    await expect(sizes({ frameSize: 4 })).rejects.toMatchObject({
      kind: "limit",
      limit: { name: "frameSize", limit: 3, actual: 4 },
    });
  });

  test("makes the frames of a large snapshot once for all who take them together", async () => {
    const { ledger } = await open({ limits: { frameSize: 2 } });
    await ledger.record(["w", "x", "y"].map((name) => report("r", name, RUNNING)));
    const watches = [1, 2, 3].map(() => ledger.watchActions(run)[Symbol.asyncIterator]());
    for (let frame = 0; frame < 2; frame += 1) {
      const frames = await Promise.all(
        watches.map(async (watch) => (await watch.next()).value as unknown),
      );
      expect(new Set(frames).size).toBe(1);
    }
    for (const watch of watches) await watch.return?.();
  });
});

describe("when all hints are lost", () => {
  test("a poll finds every change: what another ledger wrote", async () => {
    const { ledger, store } = await open();
    const { ledger: other, clock } = await open({ store, pollInterval: 250 });
    await ledger.record([report("r", "x", RUNNING)]);
    const next = reader(other.watchActions(run));
    await next();
    await next();
    const changed = next();
    await ledger.record([report("r", "x", SUCCEEDED)]);
    clock.advance(249);
    await turns(5);
    expect(other.stats().views.actions).toBe(2);
    expect(await pump(clock, changed, 1)).toBe("changed @3 a0:1@1{5:1} x:5@3");
    expect(clock.pending).toBe(1);
  });
});

test("a report on details after the end is given to who resumes from there", async () => {
  const { ledger } = await open();
  await ledger.record([report("r", "x", SUCCEEDED), report("r", "a0", SUCCEEDED)]);
  const last = (await collect(ledger.watchActions(run))).at(-1);
  expect(last && tellFrame(last)).toBe("settled @3 5");
  await ledger.record([report("r", "x", SUCCEEDED, { version: 1, cluster: "c" })]);
  const frames = await collect(ledger.watchActions(run, { afterRevision: 3 }));
  expect(frames.map(tellFrame)).toEqual(["changed @4 x:5@4", "settled @4 5"]);
});

test("an action's details are those of the row that it was sent with", async () => {
  const { ledger } = await open();
  await ledger.record([report("r", "x", RUNNING, { cluster: "c" })]);
  const [frame] = await collect(ledger.watchActions(run), 1);
  if (frame?.frame.case !== "snapshot") throw new Error("no snapshot");
  const actions = frame.frame.value.actions.map(({ action }) => action);
  expect(actions[1]).toEqual(await ledger.getAction(actionId("r", "x")));
});
