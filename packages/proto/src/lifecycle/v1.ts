// runledger.lifecycle.v1: the options that let an enum carry its own lifecycle.

export * from "../gen/runledger/lifecycle/v1/lifecycle_pb.ts";
