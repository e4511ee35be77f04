import type { RunHint, RunKey, RunRow, Store } from "@runledger/store";
import type { Clock } from "../clock.ts";
import { runName } from "../run-name.ts";
import { RunPulse } from "./run-pulse.ts";
import type { WatchScope } from "./watch-scope.ts";

/** The pulses of the runs that are watched: one each, however many watch. */
export class RunPulses {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #pollInterval: number;
  readonly #pulses = new Map<string, { readonly pulse: RunPulse; uses: number }>();

  constructor(store: Store, clock: Clock, pollInterval: number) {
    this.#store = store;
    this.#clock = clock;
    this.#pollInterval = pollInterval;
  }

  /** How many runs are watched. */
  get size(): number {
    return this.#pulses.size;
  }

  /** Takes the pulse of a run, until the watch ends. */
  take(key: RunKey, scope: WatchScope): RunPulse {
    const name = runName(key);
    const known = this.#pulses.get(name);
    // Those who watched a run that was deleted may not have ended yet: whoever comes now watches another one.
    const entry = known?.pulse.isDeleted === false ? known : this.#start(name, key);
    entry.uses += 1;
    scope.defer(() => {
      entry.uses -= 1;
      if (entry.uses > 0) return;
      entry.pulse.close();
      if (this.#pulses.get(name) === entry) this.#pulses.delete(name);
    });
    return entry.pulse;
  }

  /** Tells a run's pulse, if it is watched, that the run has changed. */
  news(row: RunRow): void {
    this.#pulses.get(runName(row))?.pulse.news(row);
  }

  /** Tells a run's pulse, if it is watched, that the run isn't there any more. */
  deleted(row: RunRow): void {
    const pulse = this.#pulses.get(runName(row))?.pulse;
    if (pulse?.row?.id === row.id) pulse.deleted();
  }

  /** Has a run's pulse, if it is watched, look whether the run has changed. */
  hint(hint: RunHint): void {
    this.#pulses.get(runName(hint))?.pulse.hint(hint.revision);
  }

  /** Has every pulse look. */
  lookAll(): void {
    for (const { pulse } of this.#pulses.values()) pulse.hint(Number.MAX_SAFE_INTEGER);
  }

  #start(name: string, key: RunKey): { readonly pulse: RunPulse; uses: number } {
    const entry = {
      pulse: new RunPulse(key, this.#store, this.#clock, this.#pollInterval),
      uses: 0,
    };
    this.#pulses.set(name, entry);
    return entry;
  }
}
