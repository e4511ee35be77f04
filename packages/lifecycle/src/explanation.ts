import type { LifecycleValue } from "./lifecycle.ts";

/** What every explanation of a step between two known values has. */
interface Between<V extends number> {
  readonly from: LifecycleValue<V>;
  readonly to: LifecycleValue<V>;
  /** Says the same to people, in one sentence or two. */
  readonly sentence: string;
}

/** What a refusal adds: what would have been legal. */
interface Refused<V extends number> extends Between<V> {
  /** What may follow in the same attempt, over one edge or more, by rank. */
  readonly legal: readonly LifecycleValue<V>[];
  /** What another attempt may begin with, by rank. Empty where none may start. */
  readonly legalInNextAttempt: readonly LifecycleValue<V>[];
}

/**
 * What a step from one value to another would be.
 *
 * - `direct`: an edge leads there.
 * - `skips`: a path leads there; `skipped` holds the values of a shortest one, both ends left out.
 * - `same`: both are the same value.
 * - `earlier`: the path leads the other way, so this tells of the past.
 * - `illegal`: no path leads either way.
 * - `ended`: no path leads either way, since `from` is terminal.
 * - `unknown`: the enum has no value of the number `unknown`.
 */
export type Explanation<V extends number = number> =
  | ({ readonly kind: "direct" } & Between<V>)
  | ({ readonly kind: "skips"; readonly skipped: readonly LifecycleValue<V>[] } & Between<V>)
  | ({ readonly kind: "same" } & Between<V>)
  | ({ readonly kind: "earlier" } & Between<V>)
  | ({ readonly kind: "illegal" } & Refused<V>)
  | ({ readonly kind: "ended" } & Refused<V>)
  | { readonly kind: "unknown"; readonly unknown: number; readonly sentence: string };
