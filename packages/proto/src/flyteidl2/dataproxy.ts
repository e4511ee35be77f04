// flyteidl2.dataproxy: inputs, outputs, files, logs.

export * from "../gen/flyteidl2/dataproxy/dataproxy_service_pb.ts";
