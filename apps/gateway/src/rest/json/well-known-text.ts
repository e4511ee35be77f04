import type { DescMessage, Message, Registry } from "@bufbuild/protobuf";
import { toJson } from "@bufbuild/protobuf";
import {
  type Any,
  anyUnpack,
  type Duration,
  type FieldMask,
  isWrapperDesc,
  type ListValue,
  type Struct,
  type Timestamp,
  type Value,
} from "@bufbuild/protobuf/wkt";
import { base64Encode } from "@bufbuild/protobuf/wire";
import { GatewayError } from "../../errors/gateway-error.ts";
import { numberText, scalarText } from "./scalar-text.ts";

/** Writes a message of a type. */
type WriteMessage = (type: DescMessage, message: Message) => string;

/**
 * Makes what writes a message that has a form of its own in JSON: times, lengths of time, wrappers, values. Undefined: the
 * type is none of them.
 */
export function wellKnownText(
  type: DescMessage,
  registry: Registry,
  write: WriteMessage,
): ((message: unknown) => string) | undefined {
  if (isWrapperDesc(type)) {
    const [field] = type.fields;
    const text = scalarText(field.scalar);
    return (message) => text(Reflect.get(message as object, field.localName));
  }
  switch (type.typeName) {
    case "google.protobuf.Timestamp":
    case "google.protobuf.Duration":
    case "google.protobuf.FieldMask":
      return (message) => ownText(type, message as Timestamp | Duration | FieldMask);
    case "google.protobuf.Struct":
      return (message) => structText(message as Struct);
    case "google.protobuf.Value":
      return (message) => valueText(message as Value);
    case "google.protobuf.ListValue":
      return (message) => listText(message as ListValue);
    case "google.protobuf.Any":
      return (message) => anyText(message as Any, registry, write);
    default:
      return undefined;
  }
}

function ownText(type: DescMessage, message: Timestamp | Duration | FieldMask): string {
  try {
    return JSON.stringify(toJson(type, message));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new GatewayError(
      "NOT_ACCEPTABLE",
      `JSON can't hold the answer: ${problem}. Ask for it with Accept: application/octet-stream.`,
    );
  }
}

function structText({ fields }: Struct): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `${JSON.stringify(name)}:${valueText(value)}`,
  );
  return `{${parts.join(",")}}`;
}

function listText({ values }: ListValue): string {
  return `[${values.map(valueText).join(",")}]`;
}

function valueText({ kind }: Value): string {
  switch (kind.case) {
    case "structValue":
      return structText(kind.value);
    case "listValue":
      return listText(kind.value);
    case "numberValue":
      return numberText(kind.value);
    case "stringValue":
    case "boolValue":
      return JSON.stringify(kind.value);
    default:
      return "null";
  }
}

/** A message of a type that isn't known here keeps its bytes. */
function anyText(any: Any, registry: Registry, write: WriteMessage): string {
  if (any.typeUrl === "") return "{}";
  const start = `{"@type":${JSON.stringify(any.typeUrl)}`;
  const type = registry.getMessage(any.typeUrl.slice(any.typeUrl.lastIndexOf("/") + 1));
  const message = type && anyUnpack(any, registry);
  if (type === undefined || message === undefined)
    return `${start},"value":"${base64Encode(any.value)}"}`;
  const text = write(type, message);
  const hasOwnForm = wellKnownText(type, registry, write) !== undefined;
  if (hasOwnForm) return `${start},"value":${text}}`;
  return text === "{}" ? `${start}}` : `${start},${text.slice(1)}`;
}
