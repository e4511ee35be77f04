// A filter is disposable, which a user's own settings may not know yet: the declaration brings it
// along.
/// <reference lib="esnext.disposable" preserve="true" />

/**
 * Which actions match. What is left out doesn't restrict; an empty list or text is as good as none.
 */
export interface TreeFilterSpec {
  /** Numbers of phases, any of which matches. */
  readonly phases?: readonly number[] | undefined;
  /**
   * A part of the action's name, or of the text that the tree was told to search, in upper or lower
   * case.
   */
  readonly nameContains?: string | undefined;
}

/**
 * One use of a filter on one tree. Filters that mean the same share their work while at least one
 * use is not yet released. An action is visible if it matches, or if an action below it does.
 */
export interface TreeFilter extends Disposable {
  /** What the filter means, in a canonical form: equal for filters that share their work. */
  readonly key: string;
  /** How many actions are visible. */
  readonly shown: number;
  /** Says whether the named action is known and visible. O(1). */
  visible(name: string): boolean;
  /** Gives this use back; further calls do nothing. A filter without uses is forgotten. */
  release(): void;
}
