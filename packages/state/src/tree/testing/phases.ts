import type { PhaseSet } from "../phase-set.ts";

/**
 * A lifecycle of the tests' own: the tree must not depend on which one it is. Phase 0 is left out
 * on purpose.
 */
export const phases: PhaseSet = {
  values: [
    { number: 1, terminal: false },
    { number: 2, terminal: false },
    { number: 3, terminal: true },
    { number: 4, terminal: true },
  ],
};

/** Where phases that aren't in {@link phases} are counted. */
export const UNKNOWN = 5;
