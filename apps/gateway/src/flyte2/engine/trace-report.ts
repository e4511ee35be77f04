import { create } from "@bufbuild/protobuf";
import {
  type ActionEvent,
  ActionEventSchema,
  type ActionIdentifier,
  type TraceAction,
} from "@runledger/proto";
import { absentPhase, signalledPhase } from "@runledger/state";

/**
 * Says what a trace tells of itself as a report: it ended as it says, or else well, since a trace is told of when it has
 * been done.
 */
export function traceReport(id: ActionIdentifier, trace: TraceAction): ActionEvent {
  const { startTime, endTime, outputs } = trace;
  const updatedTime = endTime ?? startTime;
  return create(ActionEventSchema, {
    id,
    attempt: 1,
    phase: trace.phase === absentPhase ? signalledPhase : trace.phase,
    // The one report of a trace tells both; these fields are superseded where there are several.
    ...(startTime && { startTime }),
    ...(endTime && { endTime }),
    ...(updatedTime && { updatedTime }),
    ...(outputs && { outputs }),
    producer: "trace",
  });
}
