// grpc.reflection.v1: what a server serves.

export * from "../../gen/grpc/reflection/v1/reflection_pb.ts";
