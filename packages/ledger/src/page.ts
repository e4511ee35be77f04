/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The cursor of each item: the page after it begins behind it. Opaque. */
  readonly cursors: readonly string[];
  /** Whether more follow. */
  readonly hasMore: boolean;
}
