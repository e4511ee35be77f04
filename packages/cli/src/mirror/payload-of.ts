import type { Literal } from "@runledger/proto";
import type { EventPayload } from "@runledger/proto/flyteidl2/workflow";

/** Writes a value as signals have it. What they can't say is nothing, which upstream refuses. */
export function payloadOf({ value }: Literal): EventPayload["value"] {
  const scalar = value.case === "scalar" ? value.value.value : undefined;
  const primitive = scalar?.case === "primitive" ? scalar.value.value : undefined;
  switch (primitive?.case) {
    case "boolean":
      return { case: "boolValue", value: primitive.value };
    case "integer":
      return { case: "intValue", value: primitive.value };
    case "floatValue":
      return { case: "floatValue", value: primitive.value };
    case "stringValue":
      return { case: "stringValue", value: primitive.value };
    default:
      return { case: undefined };
  }
}
