/**
 * The phases that a tree counts. Every `Lifecycle` of `@runledger/lifecycle` is one; so is a plain list. Numbers lie
 * between 0 and 254, since counts are indexed by them.
 */
export interface PhaseSet {
  readonly values: readonly { readonly number: number; readonly terminal: boolean }[];
}
