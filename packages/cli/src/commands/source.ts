import type { RunIdentifier } from "@runledger/proto";
import type { Story } from "../plan/story.ts";

/** A record that can be told as the story of a run. */
export interface Source {
  /** What it is called. The run's name is made of it. */
  readonly title: string;
  /** When it happened, in milliseconds since 1970; undefined where it doesn't say. */
  readonly startedAt: number | undefined;
  /** Everything beside the time that decides what is told. */
  readonly identity: readonly string[];
  /** Tells it. @param startedAt when it is to have begun, in milliseconds since 1970 */
  tell(run: RunIdentifier, startedAt: number): Story;
}
