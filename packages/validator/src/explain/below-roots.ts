import { ROOT_ACTION } from "@runledger/state";
import type { Told } from "../stream/told.ts";
import type { Standing, Track } from "../stream/track.ts";
import type { BelowRoot } from "./explained.ts";

/** How many names of what has not ended are told. */
const mostOpen = 5;

/** Keeps the phase of everything below the roots of runs. Memory grows with the actions. */
export class BelowRoots {
  readonly #runs = new Map<string, Map<string, { readonly track: Track; standing: Standing }>>();

  /** Takes a report of a run. @param run its whole name */
  take(run: string, { action, track, attempt, phase }: Told): void {
    if (action === ROOT_ACTION) return;
    const actions = this.#runs.get(run) ?? new Map<string, { track: Track; standing: Standing }>();
    this.#runs.set(run, actions);
    const known = actions.get(action) ?? { track, standing: track.start(0) };
    actions.set(action, { track, standing: known.standing.step(attempt, phase).next });
  }

  /** Counts what lies below the root of a run, by phase, in the order of the lifecycle. */
  of(run: string): BelowRoot[] {
    const counts = new Map<string, { count: number; rank: number; open: string[] }>();
    for (const [name, { track, standing }] of this.#runs.get(run) ?? []) {
      // Nothing of it was taken.
      if (standing.attempt === 0) continue;
      const phase = track.lifecycle.of(standing.phase)?.shortName ?? String(standing.phase);
      const rank = track.lifecycle.rank(standing.phase);
      const entry = counts.get(phase) ?? { count: 0, rank, open: [] };
      counts.set(phase, entry);
      entry.count += 1;
      if (!standing.isFinal && entry.open.length < mostOpen) entry.open.push(name);
    }
    return [...counts]
      .sort(([, a], [, b]) => a.rank - b.rank)
      .map(([phase, { count, open }]) => ({ phase, count, open }));
  }
}
