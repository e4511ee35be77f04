import { CoverageCounter, type TrackCoverage } from "./coverage.ts";
import type { Track } from "./track.ts";

/** Counts steps by the lifecycle that they go through. */
export class CoverageBook {
  readonly #counters = new Map<Track, CoverageCounter>();

  /** Gets the counter of a lifecycle. */
  of(track: Track): CoverageCounter {
    let counter = this.#counters.get(track);
    if (counter === undefined) {
      counter = new CoverageCounter(track.name, track.lifecycle);
      this.#counters.set(track, counter);
    }
    return counter;
  }

  /** Sums up. */
  read(): TrackCoverage[] {
    return [...this.#counters.values()].map((counter) => counter.read());
  }
}
