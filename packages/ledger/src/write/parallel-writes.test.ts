import type { Store } from "@runledger/store";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { report } from "../testing/messages.ts";
import { open, openMemory } from "../testing/open.ts";
import { RUNNING } from "../testing/phases.ts";
import { turns } from "../testing/pump.ts";
import { withMethods } from "../testing/with-methods.ts";
import type { Job } from "./job.ts";
import { WriteQueue } from "./write-queue.ts";
import { defaultLimits } from "../limits.ts";

/** A store that takes several transactions at once and holds each back until it is let go. */
function held(store: Store, concurrency: number) {
  const waiting: (() => void)[] = [];
  const transact: Store["transact"] = async (work) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return store.transact(work);
  };
  return { store: withMethods(store, { concurrency, transact }), waiting };
}

test("runs are written at once, each in order, and no more at once than the store takes", async () => {
  const { store, waiting } = held(await openMemory(), 2);
  const { ledger } = await open({ store });
  const write = (run: string, action: string) => ledger.record([report(run, action, RUNNING)]);
  const first = write("r", "x");
  await turns(2);
  const second = write("r", "y");
  const beside = write("s", "x");
  await turns(2);
  // The second one on "r" waits for the first, and lets the one on "s" pass.
  expect(waiting).toHaveLength(2);
  const third = write("t", "x");
  await turns(2);
  expect(waiting).toHaveLength(2);
  waiting[1]?.();
  expect(await beside).toMatchObject([{ kind: "moved", revision: 2 }]);
  await turns(2);
  expect(waiting).toHaveLength(3);
  waiting[2]?.();
  await third;
  waiting[0]?.();
  await first;
  await turns(2);
  waiting[3]?.();
  expect(await second).toMatchObject([{ kind: "moved", revision: 3 }]);
  expect(ledger.stats().transactions.committed).toBe(4);
});

test("closing waits for all of them", async () => {
  const { store, waiting } = held(await openMemory(), 2);
  const { ledger } = await open({ store });
  const writes = ["r", "s", "t"].map((run) => ledger.record([report(run, "x", RUNNING)]));
  const rest = writes.slice(1).map((each) => each.catch(() => {}));
  let closed = false;
  const closing = ledger.close().then(() => (closed = true));
  for (let i = 0; i < 3; i += 1) {
    await turns(3);
    waiting[i]?.();
  }
  await Promise.all([...rest, writes[0]]);
  await closing;
  expect(closed).toBe(true);
});

test("whatever waits, for whichever runs: each run in order, never twice at once, nothing left behind", () => {
  const jobs = fc.array(fc.uniqueArray(fc.constantFrom("r", "s", "t", "u"), { maxLength: 3 }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(jobs, fc.array(fc.nat(3)), (plans, ends) => {
      const queue = new WriteQueue(defaultLimits);
      for (const [number, runs] of plans.entries()) {
        const job = { weight: 1, bytes: 1, number } as unknown as Job<unknown>;
        queue.push({ job, runs, resolve: () => {}, reject: () => {} });
      }
      const busy = new Set<string>();
      const underWay: ReturnType<WriteQueue["take"]>[] = [];
      const done: number[] = [];
      for (let step = 0; !queue.isEmpty || underWay.length > 0; step += 1) {
        const group = queue.take(3, busy);
        expect(group.flatMap(({ runs }) => runs).some((run) => busy.has(run))).toBe(false);
        for (const run of group.flatMap(({ runs }) => runs)) busy.add(run);
        if (group.length > 0) underWay.push(group);
        if (group.length > 0 && underWay.length < 3) continue;
        const [ended = []] = underWay.splice((ends[step] ?? 0) % underWay.length, 1);
        for (const run of ended.flatMap(({ runs }) => runs)) busy.delete(run);
        done.push(...ended.map(({ job }) => (job as unknown as { number: number }).number));
      }
      expect(done).toHaveLength(plans.length);
      for (const run of ["r", "s", "t", "u"] as const) {
        const order = done.filter((number) => plans[number]?.includes(run));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }
      expect([queue.reports, queue.bytes]).toEqual([0, 0]);
    }),
  );
});
