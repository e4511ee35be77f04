// grpc.reflection.v1alpha: the same, as older clients ask.

export * from "../../gen/grpc/reflection/v1alpha/reflection_pb.ts";
