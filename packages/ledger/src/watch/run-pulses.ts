import type { RunKey, RunRow, Store } from "@runledger/store";
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
    const entry = this.#pulses.get(name) ?? this.#start(name, key);
    entry.uses += 1;
    scope.defer(() => {
      entry.uses -= 1;
      if (entry.uses > 0) return;
      entry.pulse.close();
      this.#pulses.delete(name);
    });
    return entry.pulse;
  }

  /** Tells a run's pulse, if it is watched, that the run has changed. */
  news(row: RunRow): void {
    this.#pulses.get(runName(row))?.pulse.news(row);
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
