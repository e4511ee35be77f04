// runledger.run.v1: what the ledger holds. Runs, actions, attempts, reports, and what a watch
// sends.

export * from "../gen/runledger/run/v1/abort_pb.ts";
export * from "../gen/runledger/run/v1/action_pb.ts";
export * from "../gen/runledger/run/v1/archive_pb.ts";
export * from "../gen/runledger/run/v1/attempt_pb.ts";
export * from "../gen/runledger/run/v1/change_pb.ts";
export * from "../gen/runledger/run/v1/condition_pb.ts";
export * from "../gen/runledger/run/v1/event_pb.ts";
export * from "../gen/runledger/run/v1/identifier_pb.ts";
export * from "../gen/runledger/run/v1/identity_pb.ts";
export * from "../gen/runledger/run/v1/record_pb.ts";
export * from "../gen/runledger/run/v1/relation_pb.ts";
export * from "../gen/runledger/run/v1/run_pb.ts";
export * from "../gen/runledger/run/v1/spec_pb.ts";
export * from "../gen/runledger/run/v1/work_pb.ts";
