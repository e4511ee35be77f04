// runledger.core.v1: phases, executions, errors, quality of service, logs.

export * from "../gen/runledger/core/v1/execution_error_pb.ts";
export * from "../gen/runledger/core/v1/execution_lifecycle.ts";
export * from "../gen/runledger/core/v1/execution_pb.ts";
export * from "../gen/runledger/core/v1/phase_lifecycle.ts";
export * from "../gen/runledger/core/v1/phase_pb.ts";
export * from "../gen/runledger/core/v1/quality_of_service_pb.ts";
export * from "../gen/runledger/core/v1/task_log_pb.ts";
