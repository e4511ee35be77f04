// flyteidl2.auth: how clients get a token, and who asks.

export * from "../gen/flyteidl2/auth/auth_service_pb.ts";
export * from "../gen/flyteidl2/auth/identity_pb.ts";
