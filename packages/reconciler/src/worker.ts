import { hostname } from "node:os";
import { Pause } from "./pause.ts";
import { storeBook } from "./book/store-book.ts";
import type { Leased, Leasing, Wanted, WorkBook } from "./book/work-book.ts";
import { Driver } from "./drive/driver.ts";
import type { DriverContext } from "./drive/driver-context.ts";
import { StrayWork } from "./stray-work.ts";
import { systemClock } from "./system-clock.ts";
import { FOR_ANY_WORKER, wantedWork } from "./wanted-work.ts";
import type { AttemptBlobs } from "./attempt-files.ts";
import type { StepsLedger } from "./workflow/steps-ledger.ts";
import type { RemoteWorkerOptions, WorkerOptions, WorkerSettings } from "./worker-options.ts";
import { pluginsByType } from "./plugins-by-type.ts";

/** How often a lease is renewed while it lasts. */
const RENEWALS = 3;

/** How soon a worker looks whether work that it has was hastened, in milliseconds: aborts wait for that. */
const HEARTBEAT = 1000;

/** How much work that coordinates is leased at once. */
const COORDINATED = 64;

/** Leases work and drives it. */
export interface Worker {
  readonly name: string;
  /** How much work it has now. */
  readonly active: number;
  /** Takes no more work, and lets go of what it has: another worker goes on with it. Resolves when it has. */
  stop(): Promise<void>;
}

/**
 * Starts a worker: it leases work that is due, drives each action as `reconcile` decides, and renews its leases meanwhile. Many
 * may stand on one store, in one process or in many.
 */
export function startWorker(options: WorkerOptions | RemoteWorkerOptions): Worker {
  if (!("gateway" in options)) return new LeasingWorker(options, options);
  const { blobs, book, ledger } = options.gateway;
  return new LeasingWorker(options, { blobs, book, ledger, unknownTaskTypes: "leave" });
}

/** What a worker stands on: a database, or a gateway that has one. */
type Ground = Pick<
  WorkerOptions,
  "doneElsewhere" | "leftToOthers" | "unknownTaskTypeGrace" | "unknownTaskTypes"
> & {
  readonly blobs?: AttemptBlobs;
} & (
    | { readonly book: WorkBook; readonly ledger: StepsLedger }
    | Pick<WorkerOptions, "ledger" | "store">
  );

class LeasingWorker implements Worker {
  readonly name: string;
  readonly #options: WorkerSettings;
  readonly #ground: Ground;
  readonly #context: DriverContext;
  readonly #drivers = new Map<string, Driver>();
  readonly #runs = new Set<Promise<void>>();
  readonly #pause = new Pause();
  readonly #renewing = new Pause();
  readonly #lease: number;
  readonly #claiming: Promise<void>;
  readonly #renewals: Promise<void>;
  /** The task types whose work takes no place of the limits. */
  readonly #coordinating: ReadonlySet<string>;
  readonly #strays: StrayWork | undefined;
  #isStopping = false;
  #isStopped = false;

  constructor(options: WorkerSettings, ground: Ground) {
    this.#options = options;
    this.#ground = ground;
    this.name = options.name ?? `${hostname()}-${process.pid}`;
    this.#lease = options.lease ?? 15_000;
    const clock = options.clock ?? systemClock;
    const plugins = pluginsByType(options.plugins);
    const store = "store" in ground ? ground.store : undefined;
    const grace = ground.unknownTaskTypeGrace ?? 60_000;
    const known = [...plugins.keys()];
    this.#strays =
      store && ground.unknownTaskTypes === "leave"
        ? new StrayWork({ store, clock, taskTypes: known, forAnyWorker: FOR_ANY_WORKER, grace })
        : undefined;
    this.#context = {
      book: "book" in ground ? ground.book : storeBook(ground.store, ground.ledger),
      store,
      ledger: ground.ledger,
      plugins,
      taskTypes: () => this.#strays?.knownTaskTypes ?? known,
      folder: options.folder,
      blobs: ground.blobs,
      policy: { producer: this.name, ...options.policy },
      clock,
      chance: options.chance ?? Math.random,
      leaves: (taskType) =>
        !this.#context.plugins.has(taskType) && ground.leftToOthers?.(taskType) === true,
    };
    this.#coordinating = new Set(
      options.plugins.flatMap(({ coordinates, taskTypes }) => (coordinates ? taskTypes : [])),
    );
    this.#claiming = this.#claimLoop();
    this.#renewals = this.#renewLoop();
  }

  get active(): number {
    return this.#drivers.size;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#pause.end();
    await this.#claiming;
    for (const driver of this.#drivers.values()) driver.leave();
    // Leases are renewed as long as something is under way.
    await Promise.all(this.#runs);
    this.#isStopped = true;
    this.#renewing.end();
    await this.#renewals;
    const closed = this.#options.plugins.map((plugin) =>
      this.#try(() => plugin.close?.(), undefined),
    );
    await Promise.all(closed);
  }

  async #claimLoop(): Promise<void> {
    const { concurrency = 64, pollInterval = 50 } = this.#options;
    while (!this.#isStopping) {
      const room = Math.max(0, concurrency - this.#working);
      const claimed = await this.#try(() => this.#claim(room), undefined);
      for (const work of claimed ?? []) this.#drive(work);
      // A full answer means that there is more. Otherwise work that ends ends the pause. A store that is away isn't asked as often.
      if (claimed === undefined) await this.#pause.take(Math.max(pollInterval, HEARTBEAT));
      else if (claimed.length < room || claimed.length === 0) await this.#pause.take(pollInterval);
    }
  }

  async #renewLoop(): Promise<void> {
    const pause = Math.min(HEARTBEAT, this.#lease / RENEWALS);
    while (!this.#isStopped) {
      await this.#renewing.take(pause);
      const drivers = [...this.#drivers.values()];
      if (this.#isStopped || drivers.length === 0) continue;
      const leases = drivers.map(({ lease }) => lease);
      const held = await this.#try(
        () => this.#context.book.renew(this.#leasing(), leases),
        undefined,
      );
      if (held === undefined) continue;
      const dueAt = new Map(held.map((each) => [keyOf(each), each.dueAt]));
      for (const driver of drivers) {
        const due = dueAt.get(keyOf(driver.lease));
        if (due === undefined) driver.lose();
        else if (due !== null && due <= this.#now()) driver.wake();
      }
    }
  }

  /** Leases work for as much room as there is; and work that coordinates whether there is room or not. */
  async #claim(room: number): Promise<Leased[]> {
    const leasing = this.#leasing();
    const wanted = [...this.#coordinated(), ...(room > 0 ? [this.#wanted(room)] : [])];
    if (wanted.length === 0) return [];
    const strays = (await this.#strays?.claim(leasing)) ?? [];
    return [...strays, ...(await this.#context.book.claim(leasing, wanted))];
  }

  #coordinated(): readonly Wanted[] {
    const taskTypes = [...this.#coordinating];
    return taskTypes.length === 0 ? [] : [{ limit: COORDINATED, taskTypes }];
  }

  #wanted(limit: number): Wanted {
    const { doneElsewhere, unknownTaskTypes = "fail" } = this.#ground;
    const except = [...this.#coordinating, ...(doneElsewhere?.() ?? [])];
    const options = { ...this.#options, unknownTaskTypes };
    return { ...wantedWork(options, this.#context.plugins, except), limit };
  }

  #leasing(): Leasing {
    return { owner: this.name, now: this.#now(), lease: this.#lease * 1000 };
  }

  /** How much of what it has takes a place. */
  get #working(): number {
    let working = 0;
    for (const { taskType } of this.#drivers.values()) {
      if (!this.#coordinating.has(taskType)) working += 1;
    }
    return working;
  }

  #drive(work: Leased): void {
    const driver = new Driver(this.#context, work);
    const key = keyOf(work);
    this.#drivers.get(key)?.lose();
    this.#drivers.set(key, driver);
    const run = driver
      .run()
      .catch((error: unknown) => this.#options.onError?.(error))
      .finally(() => {
        this.#runs.delete(run);
        if (this.#drivers.get(key) === driver) this.#drivers.delete(key);
        this.#pause.end();
      });
    this.#runs.add(run);
  }

  async #try<T>(work: () => Promise<T> | T, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#options.onError?.(error);
      return otherwise;
    }
  }

  #now(): number {
    return this.#context.clock.now();
  }
}

function keyOf({ actionNumber, runId }: { runId: number; actionNumber: number }): string {
  return `${runId}/${actionNumber}`;
}
