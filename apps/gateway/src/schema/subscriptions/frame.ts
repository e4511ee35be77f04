/** One frame of a subscription, with where it can be resumed. */
export interface Frame<T> {
  readonly value: T;
  /** Undefined: it can't be resumed from here, only from an earlier frame. */
  readonly cursor?: string;
}
