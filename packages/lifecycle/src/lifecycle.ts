import type { DescEnum } from "@bufbuild/protobuf";
import type { Explanation } from "./explanation.ts";

/** What a value stands for. Source: `runledger.lifecycle.v1.Role`. */
export type LifecycleRole =
  | "absent"
  | "pending"
  | "active"
  | "awaiting_signal"
  | "ending"
  | "terminal";

/** What a terminal value ends. Source: `runledger.lifecycle.v1.Ends`. */
export type LifecycleEnds = "attempt" | "subject";

/** How a terminal value counts. Source: `runledger.lifecycle.v1.Outcome`. */
export type LifecycleOutcome = "success" | "failure" | "aborted" | "neutral";

/** One value of a lifecycle, as its enum declares it. Immutable. */
export interface LifecycleValue<V extends number = number> {
  /** The number on the wire. Carries no order. */
  readonly number: V;
  /** The name in the enum, as JSON carries it: `ACTION_PHASE_QUEUED`. */
  readonly name: string;
  /** The name without the prefix that all values of the enum share: `QUEUED`. */
  readonly shortName: string;
  /** Explains the value to people in one sentence. */
  readonly description: string;
  readonly role: LifecycleRole;
  /** Whether nothing follows in the same attempt. */
  readonly terminal: boolean;
  /** What a terminal value ends; undefined for the others. */
  readonly ends: LifecycleEnds | undefined;
  /** How a terminal value counts; undefined for the others. */
  readonly outcome: LifecycleOutcome | undefined;
  /** Whether another attempt may start while this value is the current one. */
  readonly retryable: boolean;
  /** Whether the first report of an attempt after the first one may tell of this value. */
  readonly startsAttempt: boolean;
  /** The numbers of the values that may follow directly, as declared. */
  readonly followedBy: readonly V[];
  /** The numbers of all values that may follow over one edge or more, by rank. */
  readonly reachable: readonly V[];
  /** The place in the topological order: see {@link Lifecycle.rank}. */
  readonly rank: number;
}

/**
 * What the values of an enum mean to each other.
 *
 * Every question takes any number, since an open enum may carry one that this program's schema does
 * not know: such a number is neither terminal nor anything else, follows nothing and is followed by
 * nothing. No question throws, and those that answer with a boolean or a number allocate nothing
 * and take constant time.
 */
export interface Lifecycle<V extends number = number> {
  /** The enum that carries the lifecycle. */
  readonly desc: DescEnum;
  /** The enum's full name: `runledger.core.v1.ActionPhase`. */
  readonly typeName: string;
  /** What goes through it, in the singular: `action`. */
  readonly subject: string;
  /** Explains the lifecycle to people in one sentence. */
  readonly description: string;
  /** From 1, one more with each change of what is allowed. */
  readonly version: number;
  /** Where a story starts where nothing else is said, and where another attempt is queued. */
  readonly initial: V;
  /** All values, in the order in which the enum declares them. */
  readonly values: readonly LifecycleValue<V>[];

  /** Finds a value by its number, its name or its short name; undefined if there is none. */
  of(value: number | string): LifecycleValue<V> | undefined;
  /** Tells whether the enum has a value of this number. */
  isKnown(value: number): value is V;
  /** Tells whether the value says that nothing is known: never reported, never stored. */
  isAbsent(value: number): boolean;
  /** Tells whether nothing follows the value in the same attempt. */
  isTerminal(value: number): boolean;
  /** Tells whether the value is terminal with what was asked for being there. */
  isSuccess(value: number): boolean;
  /** Tells whether the value is terminal and ends the attempt only. */
  endsAttempt(value: number): boolean;
  /** Tells whether the value is terminal and ends the subject itself. */
  endsSubject(value: number): boolean;
  /** Tells whether the value stands still until a signal comes from outside. */
  awaitsSignal(value: number): boolean;
  /** Tells whether another attempt may start while this value is the current one. */
  retryable(value: number): boolean;
  /** Tells whether this value, or one that can still be reached from it, is retryable. */
  mayRetry(value: number): boolean;
  /** Tells whether the first report of an attempt after the first one may tell of this value. */
  canStartAttempt(value: number): boolean;
  /** Tells whether the first report of the first attempt may tell of this value. */
  canStart(value: number): boolean;
  /** Tells whether there is a direct edge. False for a value and itself. */
  canFollow(from: number, to: number): boolean;
  /**
   * Tells whether `to` can be reached from `from` over one edge or more. False for a value and
   * itself.
   */
  reachable(from: number, to: number): boolean;
  /** Tells whether the two are the same known value, or one can be reached from the other. */
  comparable(a: number, b: number): boolean;
  /**
   * Numbers the values from 0 in a topological order, densely: by the length of the longest path
   * from a source, ties by number. So `reachable(a, b)` implies `rank(a) < rank(b)`, and no two
   * values share a rank. -1 for an unknown number.
   */
  rank(value: number): number;
  /**
   * Explains in a sentence what a step from one value to another would be, and what would be legal
   * instead.
   */
  explain(from: number, to: number): Explanation<V>;
}
