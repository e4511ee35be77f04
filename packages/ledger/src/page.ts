/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The cursor of each item: the page after it begins behind it. Opaque. Made anew each time that they are asked for. */
  readonly cursors: readonly string[];
  /** The cursor of the last item; undefined on an empty page. */
  readonly endCursor: string | undefined;
  /** Whether more follow. */
  readonly hasMore: boolean;
}
