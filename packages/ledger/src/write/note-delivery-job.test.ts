import { create } from "@bufbuild/protobuf";
import { AbortState, RunDeclarationSchema } from "@runledger/proto";
import { defaultWorkPolicy } from "@runledger/state/reconcile";
import { expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { actionId, because, declaration, report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { ABORTED } from "../testing/phases.ts";

const run = runId("r");
const taken = { kind: "taken" } as const;

async function abortOf(ledger: Ledger, name: string) {
  return (await ledger.getActionDetails(actionId("r", name)))?.status?.abort;
}

async function begin(engine: string): Promise<Ledger> {
  const { ledger } = await open();
  await ledger.createRun(create(RunDeclarationSchema, { id: run, engine }));
  await ledger.declareActions(run, [declaration("x"), declaration("y")]);
  return ledger;
}

test("notes that an engine has taken an abort, or why not, and when it is told next", async () => {
  const ledger = await begin("mirror");
  await ledger.abortRun(run, because);
  const told = await ledger.noteAbortDelivery(run, ["a0", "x", "x"], taken);
  expect(told).toMatchObject({ noted: 2, givenUp: 0 });
  expect(await abortOf(ledger, "x")).toMatchObject({ state: AbortState.DELIVERED, deliveries: 1 });
  const failed = { kind: "failed", message: "no route" } as const;
  expect(await ledger.noteAbortDelivery(run, ["y"], failed)).toMatchObject({ noted: 1 });
  const abort = await abortOf(ledger, "y");
  expect(abort).toMatchObject({ state: AbortState.REQUESTED, lastError: "no route" });
  expect(abort?.nextDeliveryTime).toBeDefined();
  // A report that says that the work has ended confirms what was delivered.
  await ledger.record([report("r", "x", ABORTED)]);
  expect(await abortOf(ledger, "x")).toMatchObject({ state: AbortState.CONFIRMED });
  expect(await ledger.noteAbortDelivery(run, ["x"], taken)).toMatchObject({ noted: 0 });
});

test("gives up after as many tries as there may be, until somebody asks anew", async () => {
  const ledger = await begin("mirror");
  await ledger.abortAction(actionId("r", "x"), because);
  for (let tries = 1; tries < defaultWorkPolicy.cleanups; tries++) {
    expect(await ledger.noteAbortDelivery(run, ["x"], taken)).toMatchObject({ givenUp: 0 });
  }
  expect(await ledger.noteAbortDelivery(run, ["x"], taken)).toMatchObject({ noted: 1, givenUp: 1 });
  expect(await abortOf(ledger, "x")).toMatchObject({ state: AbortState.GIVEN_UP });
  expect(await ledger.noteAbortDelivery(run, ["x"], taken)).toMatchObject({ noted: 0 });
  await ledger.retryAborts(run, "x");
  expect(await ledger.noteAbortDelivery(run, ["x"], taken)).toMatchObject({ noted: 1 });
});

test("refuses runs whose work Runledger does itself, and what isn't there", async () => {
  const own = await begin("runledger");
  await expect(own.noteAbortDelivery(run, ["x"], taken)).rejects.toMatchObject({ kind: "invalid" });
  const ledger = await begin("mirror");
  const missing = { kind: "notFound" };
  await expect(ledger.noteAbortDelivery(run, ["z"], taken)).rejects.toMatchObject(missing);
  await expect(ledger.noteAbortDelivery(runId("s"), ["x"], taken)).rejects.toMatchObject(missing);
});
