import {
  type ActionPhase,
  type ActionsFrame,
  type EnrichedAction,
  type RunIdentifier,
  type RunSettled,
} from "@runledger/proto";
import { toEnriched, type TreeChange } from "@runledger/state";
import type { RunRow } from "@runledger/store";
import { toListedAction } from "../read/to-listed-action.ts";
import type { Step } from "./step.ts";
import type { ViewAction } from "./view-action.ts";

/** The frames of a snapshot, and the marker that it is complete. */
export function* snapshotFrames(
  run: RunIdentifier,
  { changes, revision, total }: Step,
  size: number,
): Generator<ActionsFrame, void> {
  for (let from = 0; from < changes.length; from += size) {
    const actions = enrich(run, changes.slice(from, from + size));
    yield frame({
      case: "snapshot",
      value: { $typeName: "runledger.run.v1.ActionsSnapshot", actions },
    });
  }
  yield frame({
    case: "snapshotComplete",
    value: {
      $typeName: "runledger.run.v1.SnapshotComplete",
      revision: BigInt(revision),
      shown: BigInt(changes.length),
      total: BigInt(total),
    },
  });
}

/** The frames of a step. Only the last one can be resumed from. A step of one frame is made once for all watches. */
export function* changedFrames(
  run: RunIdentifier,
  step: Step,
  size: number,
): Generator<ActionsFrame, void> {
  const { changes, revision } = step;
  if (changes.length <= size) {
    yield whole.get(step) ?? remember(step, changedFrame(enrich(run, changes), revision));
    return;
  }
  for (let from = 0; from < changes.length; from += size) {
    const isLast = from + size >= changes.length;
    yield changedFrame(enrich(run, changes.slice(from, from + size)), isLast ? revision : 0);
  }
}

/** The frame that ends a watch of actions. */
export function settledFrame(row: RunRow): ActionsFrame {
  return frame({ case: "settled", value: runSettled(row) });
}

/** Tells that a run has settled. */
export function runSettled({ phase, revision }: RunRow): RunSettled {
  return {
    $typeName: "runledger.run.v1.RunSettled",
    revision: BigInt(revision),
    phase: phase as ActionPhase,
  };
}

const whole = new WeakMap<Step, ActionsFrame>();

function remember(step: Step, made: ActionsFrame): ActionsFrame {
  whole.set(step, made);
  return made;
}

function changedFrame(actions: EnrichedAction[], revision: number): ActionsFrame {
  return frame({
    case: "changed",
    value: { $typeName: "runledger.run.v1.ActionsChanged", actions, revision: BigInt(revision) },
  });
}

function frame(content: ActionsFrame["frame"]): ActionsFrame {
  return { $typeName: "runledger.run.v1.ActionsFrame", frame: content };
}

function enrich(run: RunIdentifier, changes: readonly TreeChange<ViewAction>[]): EnrichedAction[] {
  return changes.map(({ counts, item, shown }) =>
    toEnriched(toListedAction(run, item), shown, counts.entries()),
  );
}
