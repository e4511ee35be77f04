import type { JsonValue, MessageInitShape } from "@bufbuild/protobuf";
import type { LiteralSchema, PrimitiveSchema } from "@runledger/proto";
import type { OutputsSchema } from "@runledger/proto/flyteidl2/task";

/**
 * Says outputs that are JSON as Flyte's clients know them: each member of an object is an output of its name, and any other
 * value is the output `o0`, as Flyte calls the only one. Objects and arrays inside are their JSON, as text.
 */
export function outputsOfJson(bytes: Uint8Array): MessageInitShape<typeof OutputsSchema> {
  const json = JSON.parse(Buffer.from(bytes).toString("utf8")) as JsonValue;
  const members = isObject(json) ? Object.entries(json) : [["o0", json] as const];
  return { literals: members.map(([name, value]) => ({ name, value: toLiteral(value) })) };
}

function toLiteral(json: JsonValue): MessageInitShape<typeof LiteralSchema> {
  const value = primitiveOf(json);
  // Nothing is a literal that says nothing.
  if (value === undefined) return {};
  return {
    value: { case: "scalar", value: { value: { case: "primitive", value: { value } } } },
  };
}

type Primitive = NonNullable<MessageInitShape<typeof PrimitiveSchema>["value"]>;

function primitiveOf(json: JsonValue): Primitive | undefined {
  switch (typeof json) {
    case "string":
      return { case: "stringValue", value: json };
    case "boolean":
      return { case: "boolean", value: json };
    case "number":
      return Number.isSafeInteger(json)
        ? { case: "integer", value: BigInt(json) }
        : { case: "floatValue", value: json };
    default:
      return json === null ? undefined : { case: "stringValue", value: JSON.stringify(json) };
  }
}

function isObject(json: JsonValue): json is { [name: string]: JsonValue } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
