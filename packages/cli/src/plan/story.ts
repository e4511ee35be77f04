import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ActionEventSchema, RunIdentifier } from "@runledger/proto";
import type { Moment } from "../schedule/simulate.ts";

/** What happened to a run's tasks, whichever format told of it. */
export interface Story {
  readonly run: RunIdentifier;
  /** The name to show for the run. */
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  /** When it began, in milliseconds since 1970. */
  readonly startedAt: number;
  /** At least one. */
  readonly tasks: readonly StoryTask[];
  /** In the order of time. Every task has one that is its last. */
  readonly happenings: readonly Happening[];
}

/** One task of a story. It becomes an action under the action that stands for its group. */
export interface StoryTask {
  /** The action's name. Unique within the story. */
  readonly name: string;
  /** What it is grouped by. */
  readonly group: string;
  /** The name to show. */
  readonly shortName: string;
  /** What takes care of it, as in "wfformat" or "turbo". */
  readonly taskType: string;
  /** What it runs. Empty: nobody has said. */
  readonly functionName: string;
  /** The names of the tasks that it waits for. */
  readonly dependsOn: readonly string[];
  readonly maxAttempts: number;
}

/** One thing that happened to a task. */
export interface Happening extends Omit<Moment, "failed"> {
  readonly details: Details;
}

/** What a report tells beside where the attempt is. */
export type Details = Pick<
  MessageInitShape<typeof ActionEventSchema>,
  "cacheStatus" | "cluster" | "clusterEvents" | "error" | "logInfo" | "outputs"
>;
