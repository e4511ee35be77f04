import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Literal, LiteralSchema, type PrimitiveSchema } from "@runledger/proto";
import type { EventPayload } from "@runledger/proto/flyteidl2/workflow";
import { GatewayError } from "../../errors/gateway-error.ts";

/** Says the value of a signal as a literal. */
export function toLiteral({ value }: EventPayload): Literal {
  const primitive = { value: primitiveOf(value) };
  const scalar = { value: { case: "primitive", value: primitive } } as const;
  return create(LiteralSchema, { value: { case: "scalar", value: scalar } });
}

type Value = NonNullable<MessageInitShape<typeof PrimitiveSchema>["value"]>;

function primitiveOf({ case: sort, value }: EventPayload["value"]): Value {
  switch (sort) {
    case "boolValue":
      return { case: "boolean", value };
    case "intValue":
      return { case: "integer", value };
    case "floatValue":
      return { case: "floatValue", value };
    case "stringValue":
      return { case: "stringValue", value };
    case undefined:
      throw new GatewayError("BAD_INPUT", "payload.value is missing.", { field: "payload.value" });
  }
}
