import { create } from "@bufbuild/protobuf";
import { RunDeclarationSchema, WorkRecordSchema } from "@runledger/proto";
import type { ClaimedWork } from "@runledger/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { actionId, declaration, report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { RUNNING } from "../testing/phases.ts";
import { RECONCILED } from "./queue-work.ts";

/** How long a lease lasts, in milliseconds. */
const LEASE = 100;
const workers = ["one", "two", "three"] as const;

type Move = Readonly<{
  what: "claim" | "renew" | "write" | "let go" | "time";
  worker: (typeof workers)[number];
}>;
const moves = fc.array(
  fc.record<Move>({
    what: fc.constantFrom("claim", "renew", "write", "let go", "time"),
    worker: fc.constantFrom(...workers),
  }),
  { maxLength: 60, size: "max" },
);

test("however workers lease, renew, write and sleep, one at a time writes: the last one that got the lease", async () => {
  const task = { case: "task" as const, value: { taskTemplate: { type: "shell" } } };
  await fc.assert(
    fc.asyncProperty(moves, async (all) => {
      const { clock, ledger, store } = await open();
      const name = "r";
      const root = declaration("a0", { spec: task });
      const id = runId(name);
      await ledger.createRun(create(RunDeclarationSchema, { id, engine: RECONCILED, root }));
      const held = new Map<string, ClaimedWork>();
      let holder: string | undefined;
      let until = 0;
      let version = 0;
      const lease = () => ({ now: clock.now(), until: clock.now() + LEASE * 1000 });
      const advance = async (work: ClaimedWork, keep: boolean): Promise<string | undefined> => {
        version += 1;
        const action = await store.getAction({ runId: work.runId, name: "a0" });
        const [result] = await ledger.advance([
          {
            action: actionId(name, "a0"),
            fence: work.fence,
            revision: action?.revision ?? 0,
            reports: [report(name, "a0", RUNNING, { version }).event],
            work: create(WorkRecordSchema),
            dueAt: clock.now(),
            keep,
          },
        ]);
        return result?.kind;
      };
      for (const { what, worker } of all) {
        const work = held.get(worker);
        if (what === "time") clock.advance(LEASE / 2 + 1);
        if (what === "claim") {
          const wanted = { ...lease(), owner: worker, limit: 10 };
          const claimed = await store.transact((transaction) => transaction.claimWork(wanted));
          const [got] = claimed;
          // Never while another one's lease lasts.
          expect(got !== undefined).toBe(until <= clock.now());
          if (got === undefined) continue;
          held.set(worker, got);
          [holder, until] = [worker, wanted.until];
        }
        if (work === undefined) continue;
        const isHolder = holder === worker;
        if (what === "renew") {
          const renewed = await store.transact((transaction) =>
            transaction.renewWork(worker, lease().until, [work]),
          );
          expect(renewed.length).toBe(isHolder ? 1 : 0);
          if (isHolder) ({ until } = lease());
        }
        if (what === "write")
          expect(await advance(work, true)).toBe(isHolder ? "advanced" : "lost");
        if (what === "let go" && isHolder) {
          expect(await advance(work, false)).toBe("advanced");
          [holder, until] = [undefined, 0];
          held.delete(worker);
        }
      }
    }),
    { numRuns: 40 },
  );
});
