// flyteidl2.actions: actions as a parent hands them to an engine and the engine tells of them.

export * from "../gen/flyteidl2/actions/actions_service_pb.ts";
