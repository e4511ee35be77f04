import type { ActionDetails } from "@runledger/proto";
import { describe, expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import { actionId, report } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { RUNNING, SUCCEEDED } from "../testing/phases.ts";
import { pump } from "../testing/pump.ts";

const x = actionId("r", "x");

function tell({ attempts, status }: ActionDetails): string {
  return `${status?.phase}@${status?.revision} ${attempts.at(-1)?.cluster}`;
}

describe("a watch of one action", () => {
  test("tells it whole, now and whenever it has changed, until its run has settled", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING, { cluster: "c" })]);
    const details = ledger.watchAction(x)[Symbol.asyncIterator]();
    const next = async () => {
      const { done, value } = await details.next();
      return done ? "done" : tell(value);
    };
    expect(await next()).toBe("4@2 c");
    await ledger.record([report("r", "other", RUNNING)]);
    await ledger.record([report("r", "x", RUNNING, { version: 1, cluster: "d" })]);
    expect(await next()).toBe("4@4 d");
    await ledger.record([report("r", "x", SUCCEEDED), report("r", "other", SUCCEEDED)]);
    expect(await next()).toBe("5@5 d");
    await ledger.record([report("r", "x", SUCCEEDED, { version: 1, cluster: "e" })]);
    expect(await next()).toBe("5@7 e");
    await ledger.record([report("r", "a0", SUCCEEDED)]);
    expect(await next()).toBe("done");
  });

  test("resumes: only what changed above the revision", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", SUCCEEDED), report("r", "a0", SUCCEEDED)]);
    expect((await collect(ledger.watchAction(x, { afterRevision: 1 }))).map(tell)).toEqual([
      "5@2 ",
    ]);
    expect(await collect(ledger.watchAction(x, { afterRevision: 2 }))).toEqual([]);
    await expect(collect(ledger.watchAction(x, { afterRevision: 9 }))).rejects.toMatchObject({
      kind: "unknownRevision",
    });
  });

  test("of what isn't known: an error, or waited for", async () => {
    const { ledger, store } = await open();
    await expect(collect(ledger.watchAction(x))).rejects.toMatchObject({ kind: "notFound" });
    const { ledger: other, clock } = await open({ store });
    const waiting = collect(other.watchAction(x, { wait: true }), 1);
    await ledger.record([report("r", "other", RUNNING)]);
    await expect(collect(ledger.watchAction(x))).rejects.toMatchObject({ kind: "notFound" });
    await ledger.record([report("r", "x", RUNNING)]);
    expect((await pump(clock, waiting)).map(tell)).toEqual(["4@3 "]);
    expect(clock.pending).toBe(0);
  });
});
