// flyteidl2.cluster: where to send what is about a resource.

export * from "../gen/flyteidl2/cluster/payload_pb.ts";
export * from "../gen/flyteidl2/cluster/service_pb.ts";
