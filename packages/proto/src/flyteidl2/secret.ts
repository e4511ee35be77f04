// flyteidl2.secret: declared, and not implemented.

export * from "../gen/flyteidl2/secret/secret_pb.ts";
