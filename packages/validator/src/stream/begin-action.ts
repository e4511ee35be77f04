import type { ActionState } from "./action-state.ts";
import type { JudgeOptions } from "./judge-options.ts";
import type { RunState } from "./run-state.ts";
import type { Track } from "./track.ts";

/** Makes the state of an action that nothing is known of yet. */
export function beginAction(
  run: RunState,
  track: Track,
  name: string,
  { maxAttempts = 0, queueingBudget }: JudgeOptions,
): ActionState {
  return {
    track,
    run,
    name,
    parent: undefined,
    standing: track.start(maxAttempts),
    log: [],
    producer: 0,
    queue: undefined,
    older: undefined,
    newer: undefined,
    declared: undefined,
    queueingBudget,
  };
}
