import type { ActionDetails } from "@runledger/proto";
import { describe, expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import { actionId, report } from "../testing/messages.ts";
import { open, openMemory } from "../testing/open.ts";
import { RUNNING, SUCCEEDED } from "../testing/phases.ts";
import { pump, turns } from "../testing/pump.ts";
import { withMethods } from "../testing/with-methods.ts";

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

  test("never shares a read that began before the change that woke it", async () => {
    const store = await openMemory();
    const { ledger: writer } = await open({ store });
    await writer.record([report("r", "x", RUNNING)]);
    const [reading, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let reads = 0;
    const slow = withMethods(store, {
      getAction: async (ref) => {
        reads += 1;
        const isFirst = reads === 1;
        const row = await store.getAction(ref);
        if (isFirst) {
          reading.resolve();
          await release.promise;
        }
        return row;
      },
    });
    const { ledger } = await open({ store: slow });
    const first = collect(ledger.watchAction(x), 1);
    await reading.promise;
    await writer.record([report("r", "x", SUCCEEDED)]);
    const second = collect(ledger.watchAction(x), 1);
    await turns(5);
    release.resolve();
    expect((await second).map(tell)).toEqual(["5@3 "]);
    expect((await first).map(tell)).toEqual(["4@2 "]);
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
