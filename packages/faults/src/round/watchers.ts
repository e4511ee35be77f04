import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "../cluster/cluster.ts";
import { Violation } from "../check/violation.ts";
import type { Acknowledged } from "../clients/acknowledged.ts";
import { EventsModel } from "../clients/events-model.ts";
import type { Model } from "../clients/model.ts";
import { RunsModel } from "../clients/runs-model.ts";
import type { Sabotage } from "../clients/sabotage.ts";
import { TreeModel, type Contents } from "../clients/tree-model.ts";
import { watchOperation } from "../clients/watch-operation.ts";
import { watchOverEvents } from "../clients/watch-over-events.ts";
import { watchOverSocket } from "../clients/watch-over-socket.ts";
import { WatchSession } from "../clients/watch-session.ts";
import type { PlannedWatcher, RoundPlan } from "../plan/round-plan.ts";

/** A watcher, and what it knows. */
export interface Watcher {
  readonly planned: PlannedWatcher;
  readonly model: Model;
  readonly session: WatchSession;
  /** Resolves when its watch is over. */
  readonly ended: Promise<void>;
}

/** Between two looks, in milliseconds. */
const POLL = 20;

/** All watchers of a round. */
export class Watchers {
  readonly all: Watcher[] = [];
  readonly #cluster: Cluster;
  readonly #plan: RoundPlan;
  readonly #sabotage: Sabotage | undefined;
  readonly #signal: AbortSignal;
  readonly #contents: Contents = new Map();
  #fail: (error: unknown) => void = () => {};

  constructor(
    cluster: Cluster,
    plan: RoundPlan,
    sabotage: Sabotage | undefined,
    signal: AbortSignal,
  ) {
    this.#cluster = cluster;
    this.#plan = plan;
    this.#sabotage = sabotage;
    this.#signal = signal;
  }

  /** How often any of them had to connect again. */
  get reconnections(): number {
    return this.all.reduce((sum, { session }) => sum + Math.max(0, session.connections - 1), 0);
  }

  /** Says who is told when one of them finds a broken promise. */
  onFailure(fail: (error: unknown) => void): void {
    this.#fail = fail;
  }

  /** Starts those who are there from the beginning. Resolves once no run can escape those who watch runs. */
  async begin(): Promise<void> {
    const begun: Promise<void>[] = [];
    for (const [index, planned] of this.#plan.watchers.entries()) {
      if (planned.at > 0) continue;
      const first = Promise.withResolvers<void>();
      await this.#start(planned, index, first.resolve);
      if (planned.watched.kind === "runs") begun.push(first.promise);
    }
    await Promise.all(begun);
  }

  /** Starts the others, when it is time. */
  async beginLate(acknowledged: Acknowledged): Promise<void> {
    const late = [...this.#plan.watchers.entries()].filter(([, { at }]) => at > 0);
    await Promise.all(
      late.map(async ([index, planned]) => {
        await acknowledged.reach(planned.at, this.#signal);
        await this.#start(planned, index, () => {});
      }),
    );
  }

  /**
   * Waits until all watches are over.
   *
   * @param patience how long that may take, in milliseconds
   * @throws Violation if one isn't in time
   */
  async finish(patience: number): Promise<void> {
    const late = sleep(patience, "late", { signal: this.#signal, ref: false });
    late.catch(() => {});
    for (const { planned, model, ended } of this.all) {
      const isLate = (await Promise.race([ended, late])) === "late";
      if (!isLate) continue;
      throw new Violation({
        invariant: "a watch misses nothing, and ends with its run",
        subject: `watcher ${planned.name}`,
        expected: `an end within ${patience / 1000} s`,
        found: model.resume(),
      });
    }
  }

  /** Resolves once everybody who watches a run has seen something of it: whoever has nothing would wait for the next one of its name. */
  async know(run: string): Promise<void> {
    const watching = this.all.filter(
      ({ planned: { watched } }) => "run" in watched && watched.run === run,
    );
    while (watching.some(({ model }) => Object.keys(model.resume()).length === 0)) {
      await sleep(POLL, undefined, { signal: this.#signal });
    }
  }

  /** Tells how far each of them is. */
  describe(): unknown {
    return this.all.map(({ planned, model }) => ({ ...model.resume(), name: planned.name }));
  }

  async #start(planned: PlannedWatcher, index: number, onFrame: () => void): Promise<void> {
    const port = await this.#cluster.openClient(`watcher ${index}`, index);
    const { watched, transport } = planned;
    const subject = `watcher ${planned.name}`;
    const model = this.#modelOf(planned, subject, onFrame);
    const session = new WatchSession({
      subject,
      operation: watchOperation(watched),
      model,
      port,
      signal: this.#signal,
      sabotage: this.#sabotage,
      ends: planned.ends,
    });
    const ended = transport === "sse" ? watchOverEvents(session) : watchOverSocket(session);
    ended.catch((error: unknown) => this.#fail(error));
    this.all.push({ planned, model, session, ended });
  }

  #modelOf({ watched }: PlannedWatcher, subject: string, onFrame: () => void): Model {
    switch (watched.kind) {
      case "actions":
        return new TreeModel(subject, watched.run, this.#contents);
      case "events":
        return new EventsModel(subject);
      case "runs": {
        const { endings, runs } = this.#plan;
        const namesOf = (isKept: boolean): string[] =>
          endings.filter(({ kind }) => (kind === "abort") === isKept).map(({ run }) => run);
        const fates = { awaited: [...runs, ...namesOf(true)], doomed: namesOf(false) };
        return new RunsModel(subject, fates, onFrame);
      }
    }
  }
}
