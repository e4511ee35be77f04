import { create } from "@bufbuild/protobuf";
import { RunIdentifierSchema } from "@runledger/proto";
import { describe, expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import { report } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { RUNNING, SUCCEEDED } from "../testing/phases.ts";
import { pump } from "../testing/pump.ts";
import type { RunsFrame } from "../runs-frame.ts";

function tell({ runs }: RunsFrame): string {
  return runs.map(({ action, revision }) => `${action?.id?.run?.name}@${revision}`).join(" ");
}

describe("a watch of runs", () => {
  test("begins with a cursor, and tells each run that changed, as it is then", async () => {
    const { ledger } = await open();
    await ledger.record([report("before", "x", RUNNING)]);
    const frames = ledger.watchRuns({ project: "project", domain: "test" })[Symbol.asyncIterator]();
    const next = async () => tell((await frames.next()).value as RunsFrame);
    expect(await next()).toBe("");
    await ledger.record([report("r", "x", RUNNING), report("s", "x", RUNNING)]);
    expect(await next()).toBe("r@2 s@2");
    await ledger.record([report("r", "y", RUNNING)]);
    await ledger.record([report("before", "x", SUCCEEDED)]);
    await ledger.record([report("r", "z", RUNNING)]);
    expect(await next()).toBe("before@3 r@4");
    await frames.return?.();
    expect(ledger.stats().watches.runs).toBe(0);
  });

  test("keeps to its project and domain", async () => {
    const { ledger } = await open();
    const frames = ledger.watchRuns({ project: "other" })[Symbol.asyncIterator]();
    await frames.next();
    const next = frames.next();
    await ledger.record([report("r", "x", RUNNING)]);
    const other = report("s", "x", RUNNING);
    other.event.id = {
      $typeName: "runledger.run.v1.ActionIdentifier",
      name: "x",
      run: create(RunIdentifierSchema, { project: "other", domain: "d", name: "s" }),
    };
    await ledger.record([other]);
    expect(tell((await next).value as RunsFrame)).toBe("s@2");
    await frames.return?.();
  });

  test("resumes from a cursor, in pages, on another ledger, without hints", async () => {
    const { ledger, store } = await open();
    const [first] = await collect(ledger.watchRuns(), 1);
    if (first === undefined) throw new Error("no cursor");
    const names = ["r", "s", "t"];
    for (const name of names) await ledger.record([report(name, "x", RUNNING)]);
    const { ledger: other, clock } = await open({ store, limits: { frameSize: 2 } });
    const frames = await collect(other.watchRuns({ cursor: first.cursor }), 2);
    expect(frames.map(tell)).toEqual(["r@2 s@2", "t@2"]);
    const polled = collect(other.watchRuns({ cursor: frames.at(-1)?.cursor ?? "" }), 1);
    await ledger.record([report("r", "x", SUCCEEDED)]);
    expect((await pump(clock, polled)).map(tell)).toEqual(["r@3"]);
    expect(clock.pending).toBe(0);
  });

  test("a cursor that this store never gave: an error", async () => {
    const { ledger } = await open();
    await expect(collect(ledger.watchRuns({ cursor: "nonsense" }))).rejects.toMatchObject({
      kind: "unknownRevision",
    });
  });
});
