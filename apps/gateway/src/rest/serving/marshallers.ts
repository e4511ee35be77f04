import {
  type DescField,
  type DescMessage,
  fromBinary,
  type JsonValue,
  type Message,
  type Registry,
  toBinary,
} from "@bufbuild/protobuf";
import { isReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { GatewayError } from "../../errors/gateway-error.ts";
import { readJson } from "../reading/read-json.ts";
import { JsonWriter, type Naming } from "../json/json-writer.ts";

/** Reads requests and writes answers in one form. */
export interface Marshaller {
  /** The content type of what it writes. */
  readonly contentType: string;
  /** Whether messages can follow each other, a line each. */
  readonly hasLines: boolean;
  /**
   * Reads a message.
   *
   * @throws GatewayError BAD_INPUT that names the field
   */
  read(type: DescMessage, bytes: Buffer): Message;
  /** Reads one field of a message, and gives the message with nothing else in it. */
  readField(field: DescField, bytes: Buffer): Message;
  write(type: DescMessage, message: Message): Buffer;
  /** Writes one field of a message. */
  writeField(field: DescField, message: Message): Buffer;
}

/** The forms of requests and answers that flyteadmin has grpc-gateway take and give. */
export interface Marshallers {
  /** JSON with the schema's names. Takes no field that isn't there. */
  readonly json: Marshaller;
  /** The messages' own bytes. */
  readonly binary: Marshaller;
  /** JSON with names in camel case, for those who say nothing. Fields that aren't there are ignored. */
  readonly other: Marshaller;
}

/** Makes the three forms. `registry` has the types that a google.protobuf.Any may hold. */
export function createMarshallers(registry: Registry): Marshallers {
  return {
    json: jsonMarshaller("schema", registry, false),
    binary: binaryMarshaller(),
    other: jsonMarshaller("json", registry, true),
  };
}

function jsonMarshaller(
  naming: Naming,
  registry: Registry,
  ignoreUnknownFields: boolean,
): Marshaller {
  const writer = new JsonWriter(naming, registry);
  const options = { registry, ignoreUnknownFields };
  return {
    contentType: "application/json",
    hasLines: true,
    read: (type, bytes) => readJson(type, parse(bytes), options),
    readField: (field, bytes) => readJson(field.parent, { [field.name]: parse(bytes) }, options),
    write: (type, message) => Buffer.from(writer.write(type, message)),
    writeField: (field, message) => Buffer.from(writer.writeField(field, message)),
  };
}

function binaryMarshaller(): Marshaller {
  const read = (type: DescMessage, bytes: Buffer): Message => {
    try {
      return fromBinary(type, bytes);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      throw new GatewayError("BAD_INPUT", `The body is no ${type.typeName}: ${problem}.`);
    }
  };
  return {
    contentType: "application/octet-stream",
    hasLines: false,
    read,
    readField: (field, bytes) => {
      const holder = reflect(field.parent);
      const type = messageOf(field);
      holder.set(field, reflect(type, read(type, bytes)));
      return holder.message;
    },
    write: (type, message) => Buffer.from(toBinary(type, message)),
    writeField: (field, message) => {
      const value: unknown = reflect(field.parent, message).get(field);
      if (!isReflectMessage(value)) throw onlyMessages(field);
      return Buffer.from(toBinary(messageOf(field), value.message));
    },
  };
}

function messageOf(field: DescField): DescMessage {
  if (field.fieldKind !== "message") throw onlyMessages(field);
  return field.message;
}

/** Parses JSON. Duplicate names: the last one counts, as everywhere. */
function parse(bytes: Buffer): JsonValue {
  try {
    return JSON.parse(bytes.toString("utf8")) as JsonValue;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new GatewayError("BAD_INPUT", `The body is no JSON: ${problem}.`);
  }
}

function onlyMessages({ name }: DescField): GatewayError {
  return new GatewayError(
    "NOT_ACCEPTABLE",
    `${name} is no message, and has no bytes of its own. Use application/json.`,
  );
}
