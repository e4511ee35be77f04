/**
 * How many actions are in each phase, indexed by the phase's number. One more entry at the end, at
 * `ActionTree.unknownPhase`, counts those in a phase that the lifecycle doesn't have. A copy: it
 * doesn't change.
 */
export interface PhaseCounts extends Iterable<number> {
  readonly length: number;
  readonly [phase: number]: number;
  /** Gives pairs of a phase's number and its count, zeros included. */
  entries(): IterableIterator<[phase: number, count: number]>;
}
