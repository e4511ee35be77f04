/**
 * The phases that a tree counts. Every `Lifecycle` of `@runledger/lifecycle` is one; so is a plain
 * list. Numbers lie between 0 and {@link MAX_PHASE}, since counts are indexed by them.
 */
export interface PhaseSet {
  readonly values: readonly { readonly number: number; readonly terminal: boolean }[];
}

/**
 * The greatest number of a phase that a tree can count: what fits a byte, less one for "unknown"
 * and one for "none".
 */
export const MAX_PHASE = 253;
