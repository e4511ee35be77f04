import type { Timestamp } from "@bufbuild/protobuf/wkt";

/** How long to wait before another try: a random time up to a bound that doubles. */
export interface Backoff {
  /** The first bound, in milliseconds. */
  readonly first: number;
  /** The greatest bound, in milliseconds. */
  readonly most: number;
}

/** By what an action is driven: what the platform allows, and what its declaration asks for. */
export interface WorkPolicy {
  /** Who reports. */
  readonly producer: string;
  /** What keeps the action from being started at all, in a sentence for its author. Undefined if nothing does. */
  readonly problem?: string;
  /**
   * Whether the work lives in the worker's process and ends with it, so that what has ended leaves nothing to clear away, and work
   * whose worker is gone is gone too.
   */
  readonly volatile: boolean;
  /** How many attempts an action may have that doesn't say. */
  readonly maxAttempts: number;
  /** How many failures of the platform in a row are borne within an attempt. */
  readonly systemFailures: number;
  /** How long to wait between two attempts, and after a failure of the platform. */
  readonly retryBackoff: Backoff;
  /** How long an attempt may take from when it begins to work, in milliseconds. Undefined: as long as it likes. */
  readonly attemptTimeout?: number;
  /** When the run must have ended. Undefined: whenever it likes. */
  readonly runDeadline?: Timestamp;
  /** After how many milliseconds a plugin is asked again that doesn't say. */
  readonly pollInterval: number;
  /** Whether the cache is asked. */
  readonly cache: boolean;
  /** After how many milliseconds a cache is asked again that another action is filling. */
  readonly cachePoll: number;
  /** How often it is tried to end a resource before that is given up. */
  readonly cleanups: number;
  /** How long to wait between two of these tries. */
  readonly cleanupBackoff: Backoff;
}

/** What holds where nobody says otherwise. The limits on aborts and on failures of the platform are Flyte 2's. */
export const defaultWorkPolicy: WorkPolicy = {
  producer: "reconciler",
  volatile: false,
  maxAttempts: 1,
  systemFailures: 3,
  retryBackoff: { first: 1000, most: 60_000 },
  pollInterval: 1000,
  cache: false,
  cachePoll: 5000,
  cleanups: 10,
  cleanupBackoff: { first: 1000, most: 300_000 },
};
