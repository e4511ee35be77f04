// Gives the ledger's frames their cursors.
import type { RunsFrame } from "@runledger/ledger";
import type { ActionDetails, ActionsFrame, EventsFrame, WindowFrame } from "@runledger/proto";
import type { ActionModel } from "../types/action.ts";
import { revisionCursor } from "./cursor.ts";
import type { Frame } from "./frame.ts";
import type { RunActionsFrame, RunEventsFrame } from "./frame-types.ts";
import type { RunWindowFrame } from "./window-types.ts";

/** The frames of a window. Each is whole, so that each has a cursor. */
export async function* windowFrames(
  frames: AsyncIterable<WindowFrame>,
): AsyncGenerator<Frame<RunWindowFrame>> {
  for await (const { frame } of frames) {
    if (frame.case === undefined) continue;
    const { value } = frame;
    yield { value, cursor: revisionCursor(value.revision) };
  }
}

/** The frames of a watch of a run's actions. */
export async function* actionFrames(
  frames: AsyncIterable<ActionsFrame>,
): AsyncGenerator<Frame<RunActionsFrame>> {
  for await (const { frame } of frames) {
    if (frame.case === undefined) continue;
    const { value } = frame;
    // A revision of 0 says that the step goes on: no place to resume from.
    yield "revision" in value && value.revision > 0n
      ? { value, cursor: revisionCursor(value.revision) }
      : { value };
  }
}

/** The frames of a watch of one action. */
export async function* detailFrames(
  frames: AsyncIterable<ActionDetails>,
): AsyncGenerator<Frame<ActionModel>> {
  for await (const value of frames) {
    yield { value, cursor: revisionCursor(value.status?.revision ?? 0n) };
  }
}

/** The frames of a watch of a run's reports. */
export async function* eventFrames(
  frames: AsyncIterable<EventsFrame>,
): AsyncGenerator<Frame<RunEventsFrame>> {
  for await (const { frame } of frames) {
    if (frame.case === undefined) continue;
    const revision =
      frame.case === "events" ? frame.value.events.at(-1)?.revision : frame.value.revision;
    yield {
      value: frame.value,
      ...(revision !== undefined && { cursor: revisionCursor(revision) }),
    };
  }
}

/** The frames of a watch of runs. */
export async function* runsFrames(
  frames: AsyncIterable<RunsFrame>,
): AsyncGenerator<Frame<RunsFrame>> {
  for await (const value of frames) yield { value, cursor: value.cursor };
}
