import type { DescField, DescMessage, Message, Registry } from "@bufbuild/protobuf";
import { isFieldSet, ScalarType } from "@bufbuild/protobuf";
import { isReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { FeatureSet_FieldPresence as FieldPresence, isWrapperDesc } from "@bufbuild/protobuf/wkt";
import { mapEntries, scalarText } from "./scalar-text.ts";
import { wellKnownText } from "./well-known-text.ts";

/** Which names fields have: the schema's (`node_id`), or JSON's (`nodeId`). */
export type Naming = "schema" | "json";

/** Writes one value as JSON. */
type Write = (value: unknown) => string;
/** Writes one field of a message, name and all. Undefined: it isn't written. */
type WriteField = (message: Message) => string | undefined;

/**
 * Writes messages as grpc-gateway does when it is told to emit what isn't set: empty lists and maps, zeros and empty texts
 * stand there, a message that isn't set is `null`, and what belongs to a oneof or is `optional` is left out.
 */
export class JsonWriter {
  readonly #naming: Naming;
  readonly #registry: Registry;
  /** How each type is written: worked out once. */
  readonly #writers = new Map<DescMessage, Write>();

  /** @param registry the types that a google.protobuf.Any may hold */
  constructor(naming: Naming, registry: Registry) {
    this.#naming = naming;
    this.#registry = registry;
  }

  /**
   * Writes a message as JSON.
   *
   * @throws GatewayError NOT_ACCEPTABLE where it holds what JSON can't, a time out of the years 1 to 9999
   */
  write(type: DescMessage, message: Message): string {
    return this.#writerOf(type)(message);
  }

  /** Writes one field's value as JSON, as {@link write} does within a message. */
  writeField(field: DescField, message: Message): string {
    const text = this.#fieldWriter(field)(message);
    return text === undefined ? "null" : text.slice(text.indexOf(":") + 1);
  }

  #writerOf(type: DescMessage): Write {
    let write = this.#writers.get(type);
    if (write === undefined) {
      write =
        wellKnownText(type, this.#registry, (inner, message) => this.write(inner, message)) ??
        this.#plainWriter(type);
      this.#writers.set(type, write);
    }
    return write;
  }

  #plainWriter(type: DescMessage): Write {
    let fields: readonly WriteField[] | undefined;
    return (message) => {
      // Not before it is needed: types hold each other.
      fields ??= type.fields.map((field) => this.#fieldWriter(field));
      let text = "";
      for (const write of fields) {
        const part = write(message as Message);
        if (part !== undefined) text += text === "" ? part : `,${part}`;
      }
      return `{${text}}`;
    };
  }

  #fieldWriter(field: DescField): WriteField {
    const name = this.#naming === "schema" ? field.name : field.jsonName;
    const start = `${JSON.stringify(name)}:`;
    const value = this.#valueWriter(field);
    const unset = unsetText(field);
    const read = readerOf(field);
    return (message) => {
      const found = read(message);
      if (found !== undefined) return start + value(found);
      return unset && start + unset;
    };
  }

  #valueWriter(field: DescField): Write {
    switch (field.fieldKind) {
      case "list": {
        const write = this.#singleWriter(field);
        return (list) => `[${(list as unknown[]).map(write).join(",")}]`;
      }
      case "map": {
        const write = this.#singleWriter(field);
        return (map) =>
          `{${mapEntries(map)
            .map(([key, value]) => `${JSON.stringify(key)}:${write(value)}`)
            .join(",")}}`;
      }
      default:
        return this.#singleWriter(field);
    }
  }

  #singleWriter(field: DescField): Write {
    if (field.enum !== undefined) {
      const { typeName, value: byNumber } = field.enum;
      if (typeName === "google.protobuf.NullValue") return () => "null";
      return (number) => {
        const known = byNumber[number as number];
        return known === undefined ? String(number) : JSON.stringify(known.name);
      };
    }
    const { message } = field;
    if (message !== undefined) {
      return (value) => this.#writerOf(message)(isReflectMessage(value) ? value.message : value);
    }
    return scalarText(field.scalar ?? ScalarType.STRING);
  }
}

/** What stands for a field that isn't set. Undefined: it is left out. */
function unsetText(field: DescField): string | undefined {
  if (field.oneof !== undefined || field.proto.proto3Optional) return undefined;
  return "null";
}

/** Makes what reads a field. It gives undefined where the field isn't set and knows whether it is. */
function readerOf(field: DescField): (message: Message) => unknown {
  const { localName, oneof, message: type, parent } = field;
  // Wrappers and google.protobuf.Struct are shown to programs as plain values. Here they are messages.
  if (type !== undefined && (isWrapperDesc(type) || type.typeName === "google.protobuf.Struct")) {
    return (message) => {
      if (field.fieldKind === "message" && !isFieldSet(message, field)) return undefined;
      const found: unknown = reflect(parent, message).get(field);
      return field.fieldKind === "list" ? [...(found as Iterable<unknown>)] : found;
    };
  }
  if (oneof !== undefined) {
    return (message) => {
      const found = Reflect.get(message, oneof.localName) as { case?: string; value?: unknown };
      return found.case === localName ? found.value : undefined;
    };
  }
  if (
    field.presence === FieldPresence.IMPLICIT ||
    field.fieldKind === "list" ||
    field.fieldKind === "map"
  )
    return (message) => Reflect.get(message, localName) as unknown;
  return (message) =>
    isFieldSet(message, field) ? (Reflect.get(message, localName) as unknown) : undefined;
}
