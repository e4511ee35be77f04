import type { EventsFrame } from "@runledger/proto";
import { describe, expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import { report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { FAILED, RUNNING, SUCCEEDED } from "../testing/phases.ts";
import { pump } from "../testing/pump.ts";

const run = runId("r");

function tell({ frame }: EventsFrame): string {
  if (frame.case !== "events") return `settled @${frame.value?.revision}`;
  return frame.value.events
    .map(({ event, revision }) => `${event?.id?.name}:${event?.phase}@${revision}`)
    .join(" ");
}

describe("a watch of a run's reports", () => {
  test("skips none, however slow it is, and ends when the run has settled", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const events = ledger.watchEvents(run)[Symbol.asyncIterator]();
    const next = async () => {
      const { done, value } = await events.next();
      return done ? "done" : tell(value);
    };
    expect(await next()).toBe("a0:1@1 x:4@2");
    await ledger.record([report("r", "x", FAILED)]);
    await ledger.record([report("r", "x", RUNNING, { attempt: 2 })]);
    await ledger.record([report("r", "x", SUCCEEDED, { attempt: 2 })]);
    expect(await next()).toBe("x:6@3 x:4@4 x:5@5");
    await ledger.record([report("r", "a0", SUCCEEDED)]);
    expect(await next()).toBe("a0:5@6");
    expect(await next()).toBe("settled @6");
    expect(await next()).toBe("done");
  });

  test("in frames of the size that was asked for, from any revision, of one action", async () => {
    const { ledger } = await open();
    await ledger.record([
      report("r", "x", RUNNING),
      report("r", "y", RUNNING),
      report("r", "x", SUCCEEDED),
      report("r", "y", SUCCEEDED),
      report("r", "a0", SUCCEEDED),
    ]);
    const told = async (options: Parameters<typeof ledger.watchEvents>[1]) =>
      (await collect(ledger.watchEvents(run, options))).map(tell);
    expect(await told({ frameSize: 4 })).toEqual([
      "a0:1@1 x:4@2 y:4@3 x:5@4",
      "y:5@5 a0:5@6",
      "settled @6",
    ]);
    expect(await told({ afterRevision: 4 })).toEqual(["y:5@5 a0:5@6", "settled @6"]);
    expect(await told({ action: "x", frameSize: 1 })).toEqual(["x:4@2", "x:5@4", "settled @6"]);
    expect(await told({ afterRevision: 6 })).toEqual(["settled @6"]);
  });

  test("of what isn't known: an error, or waited for", async () => {
    const { ledger, store } = await open();
    await expect(collect(ledger.watchEvents(run))).rejects.toMatchObject({ kind: "notFound" });
    const { ledger: other, clock } = await open({ store });
    const waiting = collect(other.watchEvents(run, { action: "y", wait: true }));
    await ledger.record([report("r", "x", SUCCEEDED)]);
    await expect(collect(ledger.watchEvents(run, { action: "y" }))).rejects.toMatchObject({
      kind: "notFound",
    });
    await ledger.record([report("r", "y", SUCCEEDED), report("r", "a0", SUCCEEDED)]);
    expect((await pump(clock, waiting)).map(tell)).toEqual(["y:5@3", "settled @4"]);
  });
});
