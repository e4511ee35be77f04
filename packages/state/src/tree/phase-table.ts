import { MAX_PHASE, type PhaseSet } from "./phase-set.ts";

/** Where each phase is counted, and which of them are open: not terminal. */
export class PhaseTable {
  /**
   * Where phases that the lifecycle doesn't have are counted: one above the greatest that it has.
   */
  readonly unknown: number;
  /** How many counts there are in all. */
  readonly width: number;
  /** 1 for every phase that is not terminal, the unknown ones included. */
  readonly open: Uint8Array;

  constructor(phases: PhaseSet) {
    for (const { number } of phases.values) {
      if (Number.isInteger(number) && number >= 0 && number <= MAX_PHASE) continue;
      throw new RangeError(
        `phase ${number} cannot be counted: counts are indexed by phase, so numbers go from 0 to ${MAX_PHASE}; give phases above that smaller numbers`,
      );
    }
    this.unknown = phases.values.reduce((next, { number }) => Math.max(next, number + 1), 0);
    this.width = this.unknown + 1;
    this.open = new Uint8Array(this.width).fill(1);
    for (const { number, terminal } of phases.values) if (terminal) this.open[number] = 0;
  }

  /** Says where a phase is counted. */
  indexOf(phase: number): number {
    return phase >= 0 && phase < this.unknown ? phase : this.unknown;
  }
}
