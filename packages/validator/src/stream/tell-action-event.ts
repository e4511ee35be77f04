import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto/run/v1";
import { actionPhaseLifecycle as lifecycle } from "@runledger/state";
import { actionTrack } from "./action-track.ts";
import type { Told } from "./told.ts";

/** Puts a report as the judge takes it. Undefined where it doesn't name its action: then its shape is wrong as well. */
export function tellActionEvent(event: ActionEvent): Told {
  const { id, attempt, phase, version, producer } = event;
  return {
    track: actionTrack,
    run: id?.run ?? { project: "", domain: "", name: "" },
    action: id?.name ?? "",
    parent: undefined,
    attempt,
    phase,
    version,
    producer,
    time: millisecondsOf(timeOf(event)),
    seen: millisecondsOf(event.reportedTime),
    message: event,
    schema: ActionEventSchema,
    nameField: "id",
  };
}

/** Finds when the phase began, as the ledger does: see `toldTime` of @runledger/state. */
function timeOf(event: ActionEvent): Timestamp | undefined {
  // oxlint-disable typescript/no-deprecated -- Producers of the first Flyte 2 releases set only these.
  return (
    event.updatedTime ??
    event.reportedTime ??
    (lifecycle.isTerminal(event.phase) ? event.endTime : event.startTime)
  );
  // oxlint-enable typescript/no-deprecated
}

/** Puts a point in time as milliseconds since 1970, parts of them included. */
function millisecondsOf(time: Timestamp | undefined): number | undefined {
  return time === undefined ? undefined : Number(time.seconds) * 1000 + time.nanos / 1_000_000;
}
