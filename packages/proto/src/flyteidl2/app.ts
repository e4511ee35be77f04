// flyteidl2.app: names of apps.

export * from "../gen/flyteidl2/app/identifier_pb.ts";
