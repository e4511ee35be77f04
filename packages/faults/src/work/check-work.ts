import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import type { Ledger } from "@runledger/ledger";
import { AbortState, type ActionIdentifier, ActionIdentifierSchema } from "@runledger/proto";
import { isTerminal, outcomeOf } from "@runledger/state";
import type { Store } from "@runledger/store";
import { processesOf } from "./processes-of.ts";
import type { WorkPlan } from "./work-run.ts";

/** A year, in microseconds: no lease lasts as long. */
const YEAR = 31_536_000_000_000;

/** Looks what is broken once everything should have ended. Empty: nothing is. */
export async function checkWork(ledger: Ledger, store: Store, plan: WorkPlan): Promise<string[]> {
  const problems: string[] = [];
  for (const name of plan.workers) problems.push(...(await checkWorker(ledger, plan, name)));
  for (const name of plan.sleepers) {
    const details = await ledger.getActionDetails(idOf(plan, name));
    const state = details?.status?.abort?.state;
    if (state !== AbortState.CONFIRMED) problems.push(`${name}: the abort is in state ${state}`);
    if (outcomeOf(details?.status?.phase ?? 0) !== "aborted")
      problems.push(`${name}: is in phase ${details?.status?.phase}`);
  }
  for (const left of processesOf(plan.run.name)) problems.push(`a process is left: ${left}`);
  for (const name of await openWork(store)) problems.push(`${name}: its work isn't over`);
  const { items } = await ledger.listQuarantine({ limit: 10 });
  for (const item of items) problems.push(`refused: ${item.message}`);
  return problems;
}

/** Lists actions of which something is left to do, a hundred at most: what could be leased in a year. Leases none of it. */
export async function openWork(store: Store): Promise<string[]> {
  const now = Date.now() * 1000 + YEAR;
  const claim = { owner: "check", now, until: now + 1, limit: 100 };
  let names: string[] = [];
  const undo = new Error("Only looked at.");
  await store
    .transact(async (transaction) => {
      names = (await transaction.claimWork(claim)).map(({ action }) => action);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return names;
}

async function checkWorker(ledger: Ledger, plan: WorkPlan, name: string): Promise<string[]> {
  const { items } = await ledger.listEvents(plan.run, { action: name, limit: 1000 });
  const ends = items.filter(({ event }) => isTerminal(event?.phase ?? 0));
  const results = ends.map(({ event }) => outcomeOf(event?.phase ?? 0));
  const text = await readFile(join(plan.folder, name), "utf8").catch(() => "");
  return [
    ...(results.length === 1 && results[0] === "success"
      ? []
      : [`${name}: ended ${results.length} times: ${results.join(", ")}`]),
    ...(text.startsWith("done\n") ? [] : [`${name}: its result is told, and it wasn't run`]),
  ];
}

/** Names an action of the run. */
export function idOf({ run }: WorkPlan, name: string): ActionIdentifier {
  return create(ActionIdentifierSchema, { run, name });
}
