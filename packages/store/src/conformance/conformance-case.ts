import type { StoreHarness } from "./harness.ts";

/** One thing that every store promises, and how to find out whether one keeps it. */
export interface ConformanceCase {
  /** Says what is promised, in a sentence without its subject. */
  readonly name: string;
  /** Rejects where the promise is broken. */
  readonly run: (harness: StoreHarness) => Promise<void>;
}
