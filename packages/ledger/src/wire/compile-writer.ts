import { type DescField, type DescMessage, type Message, ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import { compileValue } from "./compile-value.ts";
import { doubt } from "./doubt.ts";
import type { MessageWriter } from "./message-writer.ts";
import { writeUnknown } from "./write-unknown.ts";
import type { WriteValue } from "./write-value.ts";

/** Writes a message's fields. Throws where that isn't sure to be what `toBinary` would write. */
export type WriteMessage = (writer: MessageWriter, message: Message) => void;

/** A message as what it is: properties by name. */
type Properties = Message & Readonly<Record<string, unknown>>;
type WriteProperties = (writer: MessageWriter, message: Properties) => void;

const compiled = new Map<DescMessage, WriteMessage>();

/** Makes the writer of a type of message from its descriptor, once. */
export function compileWriter(schema: DescMessage): WriteMessage {
  return compiled.get(schema) ?? compileFresh(schema);
}

function compileFresh(schema: DescMessage): WriteMessage {
  const { typeName } = schema;
  const fields: WriteProperties[] = [];
  const write: WriteMessage = (writer, message) => {
    if (message.$typeName !== typeName) throw doubt;
    for (let index = 0; index < fields.length; index += 1) {
      fields[index]?.(writer, message);
    }
    if (message.$unknown !== undefined) writeUnknown(writer, message.$unknown);
  };
  // Before its fields are compiled, since it may hold messages of its own type.
  compiled.set(schema, write);
  for (const field of schema.fields.toSorted((a, b) => a.number - b.number)) {
    fields.push(compileField(field));
  }
  return write;
}

/** Makes the writer of a field: it asks whether the field is set, as its presence has it. */
function compileField(field: DescField): WriteProperties {
  const { localName: name, oneof } = field;
  const write = compileValue(field, compileWriter);
  if (oneof !== undefined) return compileMember(name, oneof.localName, write);
  switch (field.fieldKind) {
    case "list":
    case "map":
      return (writer, message) => write(writer, message[name]);
    case "message":
      return (writer, message) => {
        const value = message[name];
        if (value !== undefined) write(writer, value);
      };
    case "scalar":
    case "enum":
      return compileSingular(field, write);
  }
}

function compileMember(name: string, oneof: string, write: WriteValue): WriteProperties {
  return (writer, message) => {
    const set = message[oneof] as { readonly case: unknown; readonly value?: unknown };
    if (set.case === name) write(writer, set.value);
  };
}

function compileSingular(
  field: DescField & { readonly fieldKind: "scalar" | "enum" },
  write: WriteValue,
): WriteProperties {
  const { localName: name, presence } = field;
  if (presence === Presence.IMPLICIT) {
    const zero = zeroOf(field);
    return (writer, message) => {
      const value = message[name];
      if (value !== zero) write(writer, value);
    };
  }
  return (writer, message) => {
    // What isn't set may have a default on the prototype; a required field that isn't set can't be written.
    if (Object.hasOwn(message, name)) {
      const value = message[name];
      if (value !== undefined) write(writer, value);
    } else if (presence === Presence.LEGACY_REQUIRED) throw doubt;
  };
}

/** The value that isn't written. Where that is none of these, every value is written or left to `toBinary`. */
function zeroOf(field: DescField & { readonly fieldKind: "scalar" | "enum" }): unknown {
  if (field.fieldKind === "enum") return field.enum.values[0]?.number;
  switch (field.scalar) {
    case ScalarType.STRING:
      return "";
    case ScalarType.BOOL:
      return false;
    case ScalarType.INT64:
    case ScalarType.UINT64:
      return 0n;
    default:
      return 0;
  }
}
