import type { RunRow } from "@runledger/store";
import { runName } from "../run-name.ts";
import type { ActionState } from "./action-state.ts";
import type { Anchors } from "./anchors.ts";
import { KnownActions } from "./known-actions.ts";
import type { KnownRun } from "./known-run.ts";

/**
 * Remembers the actions used last, decoded, so that the next report on them needs no read. The run's revision, read under
 * its lock, proves what is remembered: where another ledger wrote to the run in between, or deleted it and made another one of
 * that name, it is forgotten.
 */
export class ActionCache {
  readonly #capacity: number;
  /** By name; those used last come last. */
  readonly #runs = new Map<string, KnownRun>();
  #size = 0;

  /** @param capacity how many actions to remember */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** How many actions are remembered. */
  get size(): number {
    return this.#size;
  }

  /** Tells whether anything of a run is remembered: then it exists. */
  has(run: string): boolean {
    return this.#runs.has(run);
  }

  /** Gets what is remembered of a locked run, if it still holds. */
  current(row: RunRow): KnownRun | undefined {
    const known = this.#runs.get(runName(row));
    if (known === undefined || known.runId !== row.id) return undefined;
    return known.revision === row.revision ? known : undefined;
  }

  /**
   * Remembers what a committed transaction knew of a run.
   *
   * @param before what it began with: undefined if what was remembered didn't hold
   */
  learn(
    row: RunRow,
    before: KnownRun | undefined,
    used: Iterable<ActionState>,
    anchors: Anchors,
  ): void {
    const name = runName(row);
    const old = this.#runs.get(name);
    const actions = before?.actions ?? new KnownActions();
    this.#runs.delete(name);
    if (old !== undefined) this.#size -= old.actions.size;
    for (const action of used) actions.put(action);
    const all = anchors.toRemember(before?.anchored ?? new Set());
    const anchored = all.size > this.#capacity ? new Set<string>() : all;
    this.#runs.set(name, { runId: row.id, revision: row.revision, actions, anchored });
    this.#size += actions.size;
    this.#shrink(name);
  }

  /**
   * Forgets what was used longest ago. Another run goes as a whole: a transaction under way may stand on what is
   * remembered of it, and must not see it change. Of the last one, which no transaction has now, the excess goes.
   */
  #shrink(last: string): void {
    for (const [name, { actions }] of this.#runs) {
      if (this.#size <= this.#capacity) return;
      if (name !== last) {
        this.#size -= actions.size;
        this.#runs.delete(name);
        continue;
      }
      const excess = Math.min(actions.size, this.#size - this.#capacity);
      actions.forget(excess);
      this.#size -= excess;
      if (actions.size === 0) this.#runs.delete(name);
    }
  }
}
