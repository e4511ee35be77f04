// google.api: how an RPC is called over plain HTTP.

export * from "../gen/google/api/annotations_pb.ts";
export * from "../gen/google/api/http_pb.ts";
