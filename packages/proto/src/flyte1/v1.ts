// runledger.flyte1.v1: what Flyte 1's engine reports of workflows, nodes and tasks.

export * from "../gen/runledger/flyte1/v1/event_pb.ts";
