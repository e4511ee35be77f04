import type { RunRow } from "@runledger/store";
import { runName } from "../run-name.ts";
import type { ActionState } from "./action-state.ts";
import type { KnownRun } from "./known-run.ts";

/**
 * Remembers the actions used last, decoded, so that the next report on them needs no read. The run's revision, read under
 * its lock, proves what is remembered: where another ledger wrote to the run in between, it is forgotten.
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
    return known?.revision === row.revision ? known : undefined;
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
    anchored: Set<string>,
  ): void {
    const name = runName(row);
    const old = this.#runs.get(name);
    const actions = before?.actions ?? new Map<string, ActionState>();
    this.#runs.delete(name);
    if (old !== undefined) this.#size -= old.actions.size;
    for (const action of used) {
      actions.delete(action.name);
      actions.set(action.name, action);
    }
    const roots = anchored.size > this.#capacity ? new Set<string>() : anchored;
    this.#runs.set(name, { revision: row.revision, actions, anchored: roots });
    this.#size += actions.size;
    this.#shrink();
  }

  #shrink(): void {
    for (const [name, { actions }] of this.#runs) {
      for (const action of actions.keys()) {
        if (this.#size <= this.#capacity) return;
        actions.delete(action);
        this.#size -= 1;
      }
      this.#runs.delete(name);
    }
  }
}
