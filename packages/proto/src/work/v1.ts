// runledger.work.v1: what a worker asks of a gateway.

export * from "../gen/runledger/work/v1/work_service_pb.ts";
