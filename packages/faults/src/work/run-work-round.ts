import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { create } from "@bufbuild/protobuf";
import { type Ledger, openLedger } from "@runledger/ledger";
import { AbortInfoSchema, AbortState, RunIdentifierSchema } from "@runledger/proto";
import { initialPhase, isTerminal } from "@runledger/state";
import { openStore, type Store } from "@runledger/store";
import { createDatabase } from "@runledger/store/testing";
import { Random } from "../plan/random.ts";
import { checkWork, idOf, openWork } from "./check-work.ts";
import { declareWork, type WorkPlan } from "./work-run.ts";
import { WorkerProcess } from "./worker-process.ts";

export interface WorkRoundOptions {
  /** The address of a PostgreSQL server. */
  readonly server: string;
  readonly seed: number;
  /** How many actions there are. */
  readonly actions: number;
  /** How long all of it may take, in milliseconds. */
  readonly patience: number;
  readonly progress: (line: string) => void;
}

/** How many processes do nothing but work, beside a gateway that works too. */
const WORKERS = 4;
/** How many of the actions never end by themselves, and are aborted: one in so many. */
const SLEEPERS = 20;
/** How often one of the processes is killed. */
const KILLS = 12;
const LOOK = 250;

/**
 * Has four workers and a gateway do work on one database, kills them at random meanwhile, aborts some of it, and looks what is
 * broken in the end. Returns that; empty: nothing is.
 */
export async function runWorkRound(options: WorkRoundOptions): Promise<string[]> {
  const { actions, progress, seed, server } = options;
  const random = new Random(seed);
  const folder = mkdtempSync(join(tmpdir(), "runledger-faults-work-"));
  const database = await createDatabase(server);
  const store = await openStore(database.url);
  const ledger = openLedger({ store });
  const plan = planWork(seed, actions, folder);
  const processes = processesOn(database.url, folder);
  try {
    mkdirSync(plan.folder);
    await declareWork(ledger, plan);
    progress(`${actions} actions declared`);
    for (const each of processes) each.start();
    const until = performance.now() + options.patience;
    const problem = await drive(ledger, plan, processes, random, { progress, until });
    if (problem !== undefined) {
      return [problem, ...processes.map(({ lastWords, name }) => `${name} said:\n${lastWords}`)];
    }
    await settle(store, until);
    return await checkWork(ledger, store, plan);
  } finally {
    await Promise.all(processes.map((each) => each.stop()));
    await ledger.close();
    await store.close();
    await database[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function planWork(seed: number, actions: number, folder: string): WorkPlan {
  const names = Array.from({ length: actions }, (_, index) => `n${index}`);
  return {
    run: create(RunIdentifierSchema, { project: "faults", domain: "work", name: `work-${seed}` }),
    workers: names.filter((_, index) => index % SLEEPERS !== 0),
    sleepers: names.filter((_, index) => index % SLEEPERS === 0),
    folder: join(folder, "lines"),
  };
}

/** Workers and a gateway that share a machine: its folder of work, too, so that one finds what another has started. */
function processesOn(database: string, folder: string): WorkerProcess[] {
  const common = ["--database", database, "--data-dir", folder, "--plugins", "process"];
  const quiet = ["--log-level", "error", "--concurrency", "16"];
  const workers = Array.from(
    { length: WORKERS },
    (_, index) => new WorkerProcess(`worker ${index}`, ["worker", ...common, ...quiet]),
  );
  const gateway = ["serve", "--port", "0", "--executor", ...common, ...quiet];
  return [...workers, new WorkerProcess("gateway", gateway)];
}

/** Lets it go on, with kills and aborts, until all has ended. Returns what didn't come about. */
async function drive(
  ledger: Ledger,
  plan: WorkPlan,
  processes: readonly WorkerProcess[],
  random: Random,
  { progress, until }: Pick<WorkRoundOptions, "progress"> & { readonly until: number },
): Promise<string | undefined> {
  const info = create(AbortInfoSchema, { reason: "faults" });
  const asleep = random.stir(plan.sleepers);
  let kills = KILLS;
  for (let open = Infinity; open > 1 || kills > 0;) {
    if (performance.now() > until) return `${open} actions haven't ended`;
    await wait(LOOK);
    const ready = processes.filter(({ isReady }) => isReady);
    if (kills > 0 && ready.length > 0 && random.chance(0.2)) {
      const victim = random.pick(ready);
      victim.kill();
      kills -= 1;
      progress(`${victim.name} is killed; ${open} actions are open`);
    }
    const next = ready.length > 0 ? asleep.pop() : undefined;
    // Most are aborted while they are at work, some before.
    if (next !== undefined && ((await isAtWork(ledger, plan, next)) || random.chance(0.05))) {
      await ledger.abortAction(idOf(plan, next), info);
    } else if (next !== undefined) asleep.unshift(next);
    open = await countOpen(ledger, plan);
  }
  progress("all has ended but the root");
  await ledger.abortRun(plan.run, info);
  for (const name of [...plan.sleepers, "a0"]) {
    while (!(await isConfirmed(ledger, plan, name))) {
      if (performance.now() > until) return `${name}: its abort isn't confirmed`;
      await wait(LOOK);
    }
  }
  return undefined;
}

/** Waits until nothing is left to do: what a worker was about to clear away when it was killed waits for the end of its lease. */
async function settle(store: Store, until: number): Promise<void> {
  while ((await openWork(store)).length > 0 && performance.now() < until) await wait(LOOK);
}

async function countOpen(ledger: Ledger, { run }: WorkPlan): Promise<number> {
  const counts = await ledger.countActions(run);
  return [...counts].reduce((sum, [phase, count]) => sum + (isTerminal(phase) ? 0 : count), 0);
}

async function isAtWork(ledger: Ledger, plan: WorkPlan, name: string): Promise<boolean> {
  const details = await ledger.getActionDetails(idOf(plan, name));
  return (details?.status?.phase ?? initialPhase) !== initialPhase;
}

async function isConfirmed(ledger: Ledger, plan: WorkPlan, name: string): Promise<boolean> {
  const details = await ledger.getActionDetails(idOf(plan, name));
  return details?.status?.abort?.state === AbortState.CONFIRMED;
}
