import {
  type DescField,
  type DescMessage,
  type JsonValue,
  type MessageShape,
  toJson,
} from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";

/** What GraphQL takes for a message. */
export type MessageInput = Readonly<Record<string, unknown>>;

/**
 * Writes a message as the gateway's GraphQL inputs have it, which follow from the protocol: fields under their JSON
 * names, enum values without the enum's prefix, maps as lists of keys and values, and what is not set left out.
 */
export function messageInput<Desc extends DescMessage>(
  desc: Desc,
  message: MessageShape<Desc>,
): MessageInput {
  return inputOf(reflect(desc, message));
}

function inputOf(message: ReflectMessage): MessageInput {
  const input: Record<string, unknown> = {};
  for (const field of message.fields) {
    if (message.isSet(field)) input[field.jsonName] = fieldInput(message, field);
  }
  return input;
}

function fieldInput(message: ReflectMessage, field: DescField): unknown {
  switch (field.fieldKind) {
    case "map":
      return [...message.get(field)].map(([key, value]) => ({ key: String(key), value }));
    case "list":
      return [...message.get(field)].map((item) => valueInput(field, item));
    default:
      return valueInput(field, message.get(field));
  }
}

function valueInput(field: DescField, value: unknown): unknown {
  if (field.enum !== undefined) {
    const { name } = field.enum.values.find(({ number }) => number === value) ?? {};
    return name?.slice(field.enum.sharedPrefix?.length ?? 0);
  }
  if (field.message === undefined) return typeof value === "bigint" ? value.toString() : value;
  if (!isReflected(value)) throw new Error(`${field.toString()} holds no message`);
  // A timestamp and the like is one scalar in both, JSON and GraphQL.
  return field.message.typeName.startsWith("google.protobuf.")
    ? wellKnownInput(value)
    : inputOf(value);
}

function wellKnownInput(value: ReflectMessage): JsonValue {
  return toJson(value.desc, value.message);
}

function isReflected(value: unknown): value is ReflectMessage {
  return typeof value === "object" && value !== null && "desc" in value;
}
