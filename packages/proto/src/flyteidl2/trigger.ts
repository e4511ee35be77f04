// flyteidl2.trigger: declared, and not implemented.

export * from "../gen/flyteidl2/trigger/trigger_service_pb.ts";
