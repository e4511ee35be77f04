import {
  type DescMessage,
  type JsonObject,
  type Registry,
  createFileRegistry,
  createRegistry,
  fromJson,
} from "@bufbuild/protobuf";
import {
  FileDescriptorProtoSchema,
  file_google_protobuf_any as anyFile,
  file_google_protobuf_descriptor as descriptorFile,
} from "@bufbuild/protobuf/wkt";

/** A field: its name, its number, what it holds, and whether it holds many. */
type Field = readonly [name: string, number: number, type: string, many?: "many"];

/**
 * The messages that buf and its check plugins exchange, as far as they are used here. Sources: pluginrpc.v1, which says how
 * procedures are called, and buf.plugin.check.v1, which says what they are, both at version 1 of the protocol.
 */
const messages: Readonly<Record<string, Readonly<Record<string, readonly Field[]>>>> = {
  "pluginrpc.v1": {
    Procedure: [
      ["path", 1, "string"],
      ["args", 2, "string", "many"],
    ],
    Spec: [["procedures", 1, ".pluginrpc.v1.Procedure", "many"]],
    Request: [["value", 1, ".google.protobuf.Any"]],
    Error: [
      ["code", 1, "uint32"],
      ["message", 2, "string"],
    ],
    Response: [
      ["value", 1, ".google.protobuf.Any"],
      ["error", 2, ".pluginrpc.v1.Error"],
    ],
  },
  "buf.plugin.option.v1": {
    Value: [["string_value", 4, "string"]],
    Option: [
      ["key", 1, "string"],
      ["value", 2, ".buf.plugin.option.v1.Value"],
    ],
  },
  "buf.plugin.descriptor.v1": {
    FileDescriptor: [
      ["file_descriptor_proto", 1, ".google.protobuf.FileDescriptorProto"],
      ["is_import", 2, "bool"],
    ],
    FileLocation: [
      ["file_name", 1, "string"],
      ["source_path", 2, "int32", "many"],
    ],
  },
  "buf.plugin.check.v1": {
    CheckRequest: [
      ["file_descriptors", 1, ".buf.plugin.descriptor.v1.FileDescriptor", "many"],
      ["against_file_descriptors", 2, ".buf.plugin.descriptor.v1.FileDescriptor", "many"],
      ["options", 3, ".buf.plugin.option.v1.Option", "many"],
      ["rule_ids", 4, "string", "many"],
    ],
    Annotation: [
      ["rule_id", 1, "string"],
      ["message", 2, "string"],
      ["file_location", 3, ".buf.plugin.descriptor.v1.FileLocation"],
      ["against_file_location", 4, ".buf.plugin.descriptor.v1.FileLocation"],
    ],
    CheckResponse: [["annotations", 1, ".buf.plugin.check.v1.Annotation", "many"]],
    Rule: [
      ["id", 1, "string"],
      ["category_ids", 2, "string", "many"],
      ["default", 3, "bool"],
      ["purpose", 4, "string"],
      ["type", 5, "uint32"],
    ],
    ListRulesRequest: [],
    ListRulesResponse: [
      ["next_page_token", 1, "string"],
      ["rules", 2, ".buf.plugin.check.v1.Rule", "many"],
    ],
    Category: [
      ["id", 1, "string"],
      ["purpose", 2, "string"],
    ],
    ListCategoriesRequest: [],
    ListCategoriesResponse: [
      ["next_page_token", 1, "string"],
      ["categories", 2, ".buf.plugin.check.v1.Category", "many"],
    ],
  },
};

/** The descriptors of what is exchanged, also for what is packed into an Any. */
export const protocol: Registry = build();

function build(): Registry {
  const known = [descriptorFile, anyFile];
  for (const name of Object.keys(messages)) {
    const file = fromJson(FileDescriptorProtoSchema, fileOf(name));
    const registry = createFileRegistry(file, (path) =>
      known.find(({ proto }) => proto.name === path),
    );
    const built = registry.getFile(file.name);
    if (built !== undefined) known.push(built);
  }
  return createRegistry(...known);
}

/** Gets a message by its full name. Throws where there is none: that would be a mistake in this program. */
export function messageOf(name: string): DescMessage {
  const desc = protocol.getMessage(name);
  if (desc === undefined) throw new Error(`${name} is not described in protocol.ts`);
  return desc;
}

function fileOf(name: string): JsonObject {
  const names = Object.keys(messages);
  return {
    name: `${name}.proto`,
    package: name,
    syntax: "proto3",
    dependency: [
      descriptorFile.proto.name,
      anyFile.proto.name,
      ...names.slice(0, names.indexOf(name)).map((earlier) => `${earlier}.proto`),
    ],
    messageType: Object.entries(messages[name] ?? {}).map(([message, fields]) => ({
      name: message,
      field: fields.map(([field, number, type, many]) => ({
        name: field,
        jsonName: field.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
        number,
        label: many === undefined ? "LABEL_OPTIONAL" : "LABEL_REPEATED",
        ...(type.startsWith(".")
          ? { type: "TYPE_MESSAGE", typeName: type }
          : { type: `TYPE_${type.toUpperCase()}` }),
      })),
    })),
  };
}
