import type { CompatRuleId } from "./catalogue.ts";

/**
 * What a change does to one side. `undecided`: it may break, and only a person can tell, as with an expression whose text
 * changed.
 */
export type Effect = "none" | "breaks" | "undecided";

/** What a change does to both sides. The words are those of schema registries. */
export interface Effects {
  /** To new readers of what old writers write. */
  readonly backward: Effect;
  /** To old readers of what new writers write. */
  readonly forward: Effect;
}

/** Where a schema says something: a file, and the path of `google.protobuf.SourceCodeInfo` to the element in it. */
export interface SourcePath {
  /** The name by which others import the file. */
  readonly file: string;
  readonly path: readonly number[];
}

/** A place in a file for people to look at. Lines and columns from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** A difference between two schemas that a reader or a writer may notice. */
export interface Finding extends Effects {
  readonly rule: CompatRuleId;
  /** The full name of what changed, as a waiver names it. */
  readonly symbol: string;
  /** The package that the policy knows it by: a proto package, `graphql`, or the name of an npm package. */
  readonly scope: string;
  /** Says what changed, whom that hurts and why. */
  readonly message: string;
  /** What another tool calls it, as `FIELD_SAME_TYPE`. */
  readonly detail?: string;
  /** Where in the new schema. */
  readonly source?: SourcePath;
  /** Where in the old schema, if it isn't in the new one. */
  readonly oldSource?: SourcePath;
  /** Where to look. Filled in from `source` where lines are known. */
  readonly place?: Place;
}

/** An effect on old readers of what new writers write. */
export const forwardBreak: Effects = { backward: "none", forward: "breaks" };

/** An effect on new readers of what old writers write. */
export const backwardBreak: Effects = { backward: "breaks", forward: "none" };

/** An effect on both sides. */
export const breaksBoth: Effects = { backward: "breaks", forward: "breaks" };

/** No effect: said for people to know. */
export const noEffect: Effects = { backward: "none", forward: "none" };
