// google.rpc: what became of one item of a request.

export * from "../gen/google/rpc/status_pb.ts";
