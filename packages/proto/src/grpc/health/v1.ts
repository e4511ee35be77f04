// grpc.health.v1: whether a server serves.

export * from "../../gen/grpc/health/v1/health_pb.ts";
