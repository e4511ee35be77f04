/**
 * What the tree reads of an action. Whatever else the object carries stays the caller's: the tree
 * keeps the reference, never copies it and never writes to it. What is read here must not be
 * changed in place: apply another object instead.
 */
export interface TreeItem {
  /** The action's name, unique in its run. Not empty: the empty name stands for "no parent". */
  readonly name: string;
  /** The name of the action above, or "" for a root. The action above needs not be known yet. */
  readonly parent: string;
  /**
   * The number of its phase, an integer. One that the lifecycle doesn't have is counted as unknown,
   * and as open.
   */
  readonly phase: number;
  /** The run's revision at which this row last changed: an integer from 1 to 2^53 - 1. */
  readonly revision: number;
}
