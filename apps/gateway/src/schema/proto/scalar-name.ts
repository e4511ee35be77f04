import { ScalarType } from "@bufbuild/protobuf";
import type { ScalarShapes } from "../scalars/scalar-shapes.ts";

/** A scalar of the schema. */
export type ScalarName = keyof ScalarShapes | "String" | "Boolean" | "Int" | "Float";

const wide: ReadonlySet<ScalarType> = new Set([
  ScalarType.INT64,
  ScalarType.UINT64,
  ScalarType.SINT64,
  ScalarType.FIXED64,
  ScalarType.SFIXED64,
]);

/** Names the GraphQL scalar that holds every value of a scalar of the protocol. */
export function scalarName(scalar: ScalarType): ScalarName {
  if (wide.has(scalar)) return "Long";
  switch (scalar) {
    case ScalarType.STRING:
      return "String";
    case ScalarType.BOOL:
      return "Boolean";
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return "UInt32";
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return "Double";
    case ScalarType.BYTES:
      throw new Error("The schema has no scalar for bytes.");
    default:
      return "Int";
  }
}

/** Names the GraphQL scalar of a message that JSON writes as one value; undefined if JSON writes it as an object. */
export function wellKnownScalar(messageTypeName: string): ScalarName | undefined {
  return wellKnown[messageTypeName];
}

const wellKnown: Readonly<Record<string, ScalarName>> = {
  "google.protobuf.Timestamp": "Timestamp",
  "google.protobuf.Duration": "Duration",
  "google.protobuf.Struct": "JSON",
  "google.protobuf.StringValue": "String",
};
