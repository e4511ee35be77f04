// flyteidl.event: what Flyte 1's engine reports.

export * from "../gen/flyteidl/event/event_pb.ts";
