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
  step: Step,
  size: number,
): Generator<ActionsFrame, void> {
  const { changes, digest, revision, shown, total } = step;
  for (let from = 0; from < changes.length; from += size) {
    yield sharedFrame(step, from, size, () =>
      frame({
        case: "snapshot",
        value: {
          $typeName: "runledger.run.v1.ActionsSnapshot",
          actions: enrich(run, changes.slice(from, from + size)),
        },
      }),
    );
  }
  yield frame({
    case: "snapshotComplete",
    value: {
      $typeName: "runledger.run.v1.SnapshotComplete",
      revision: BigInt(revision),
      shown: BigInt(shown),
      total: BigInt(total),
      digest,
    },
  });
}

/** The frames of a step. Only the last one can be resumed from. A step of one frame is made once for all watches. */
export function* changedFrames(
  run: RunIdentifier,
  step: Step,
  size: number,
): Generator<ActionsFrame, void> {
  const { changes } = step;
  if (changes.length <= size) {
    yield whole.get(step) ?? remember(step, changedFrame(enrich(run, changes), step));
    return;
  }
  for (let from = 0; from < changes.length; from += size) {
    const isLast = from + size >= changes.length;
    yield sharedFrame(step, from, size, () =>
      changedFrame(enrich(run, changes.slice(from, from + size)), isLast ? step : unfinished),
    );
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

/** The frames of steps that take many, for as long as some watch uses them: all of them at once may be large. */
const parts = new WeakMap<Step, Map<string, WeakRef<ActionsFrame>>>();

/** Makes a frame once for all watches that take the same step at about the same pace, as after a gateway's restart. */
function sharedFrame(
  step: Step,
  from: number,
  size: number,
  make: () => ActionsFrame,
): ActionsFrame {
  const frames = parts.get(step) ?? new Map<string, WeakRef<ActionsFrame>>();
  parts.set(step, frames);
  const key = `${from} ${size}`;
  const known = frames.get(key)?.deref();
  if (known !== undefined) return known;
  const made = make();
  frames.set(key, new WeakRef(made));
  return made;
}

const whole = new WeakMap<Step, ActionsFrame>();

function remember(step: Step, made: ActionsFrame): ActionsFrame {
  whole.set(step, made);
  return made;
}

/** What a frame says that isn't the last of its step: nothing to hold or to check. */
const unfinished = { revision: 0, shown: 0, total: 0, digest: new Uint8Array() };

function changedFrame(
  actions: EnrichedAction[],
  { digest, revision, shown, total }: Omit<Step, "changes">,
): ActionsFrame {
  return frame({
    case: "changed",
    value: {
      $typeName: "runledger.run.v1.ActionsChanged",
      actions,
      revision: BigInt(revision),
      shown: BigInt(shown),
      total: BigInt(total),
      digest,
    },
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
