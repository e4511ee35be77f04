import { type DescEnum, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { comments } from "../../gen/comments.ts";

/** A JSON Schema, as OpenAPI 3.1 has them. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** Tells under which name the schema of a type stands in the document. */
export type Refer = (type: DescMessage) => Schema;

const long: Schema = { type: "string", format: "int64", pattern: "^-?[0-9]+$" };
const number: Schema = { type: ["number", "string"], format: "double" };
const whole: Schema = { type: "integer", format: "int32" };

/** Types of google.protobuf that have a form of their own. */
const wellKnown: Readonly<Record<string, Schema>> = {
  Timestamp: { type: "string", format: "date-time" },
  Duration: { type: "string", pattern: "^-?[0-9]+(\\.[0-9]+)?s$" },
  FieldMask: { type: "string" },
  Struct: { type: "object" },
  Value: {},
  ListValue: { type: "array" },
  Any: { type: "object", properties: { "@type": { type: "string" } } },
  DoubleValue: number,
  FloatValue: number,
  Int64Value: long,
  UInt64Value: long,
  Int32Value: whole,
  UInt32Value: { type: "integer", minimum: 0 },
  BoolValue: { type: "boolean" },
  StringValue: { type: "string" },
  BytesValue: { type: "string", contentEncoding: "base64" },
};

/** Finds the schema of a type that has a form of its own in JSON. Undefined: it is an object with fields. */
export function wellKnownSchema({ typeName }: DescMessage): Schema | undefined {
  const [, name = ""] = /^google\.protobuf\.(\w+)$/.exec(typeName) ?? [];
  return Object.hasOwn(wellKnown, name) ? wellKnown[name] : undefined;
}

/** Describes what a field is in JSON: its values, and what it says when it isn't set. */
export function fieldSchema(field: DescField, refer: Refer): Schema {
  const description = comments[`${field.parent.typeName}.${field.name}`];
  const said = description === undefined ? {} : { description };
  const value = valueSchema(field, refer);
  if (field.fieldKind === "list") return { type: "array", items: value, ...said };
  if (field.fieldKind === "map") return { type: "object", additionalProperties: value, ...said };
  // What isn't set and isn't left out is null.
  if (field.fieldKind === "message" && field.oneof === undefined)
    return { anyOf: [value, { type: "null" }], ...said };
  return { ...value, ...said };
}

/** Describes one value of a field. */
export function valueSchema(field: DescField, refer: Refer): Schema {
  if (field.enum !== undefined) return enumSchema(field.enum);
  if (field.message !== undefined) return refer(field.message);
  return scalarSchema(field.scalar ?? ScalarType.STRING);
}

function enumSchema({ values, typeName }: DescEnum): Schema {
  if (typeName === "google.protobuf.NullValue") return { type: "null" };
  return { type: "string", enum: values.map(({ name }) => name) };
}

function scalarSchema(type: ScalarType): Schema {
  switch (type) {
    case ScalarType.STRING:
      return { type: "string" };
    case ScalarType.BYTES:
      return { type: "string", contentEncoding: "base64" };
    case ScalarType.BOOL:
      return { type: "boolean" };
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return number;
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return long;
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return { type: "integer", minimum: 0 };
    default:
      return whole;
  }
}
