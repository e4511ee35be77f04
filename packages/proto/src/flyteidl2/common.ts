// flyteidl2.common: lists, filters, and names of what the ledger doesn't know.

export * from "../gen/flyteidl2/common/identifier_pb.ts";
export * from "../gen/flyteidl2/common/list_pb.ts";
export * from "../gen/flyteidl2/common/run_pb.ts";
