import {
  create,
  createFileRegistry,
  type DescService,
  type MessageInitShape,
  setExtension,
} from "@bufbuild/protobuf";
import { protoCamelCase } from "@bufbuild/protobuf/reflect";
import {
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FieldDescriptorProtoSchema,
  file_google_protobuf_any,
  file_google_protobuf_duration,
  file_google_protobuf_field_mask,
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
  file_google_protobuf_wrappers,
  FileDescriptorProtoSchema,
  MethodOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { http, HttpRuleSchema } from "@runledger/proto/google/api";

/** A rule as it stands in a .proto file. */
export type Rule = MessageInitShape<typeof HttpRuleSchema>;

type FieldInit = MessageInitShape<typeof FieldDescriptorProtoSchema>;

const scalar = (
  name: string,
  number: number,
  type: Type,
  more: FieldInit = {},
): FieldDescriptorProto =>
  create(FieldDescriptorProtoSchema, {
    name,
    jsonName: protoCamelCase(name),
    number,
    type,
    label: Label.OPTIONAL,
    ...more,
  });
const message = (name: string, number: number, typeName: string, more: FieldInit = {}) =>
  scalar(name, number, Type.MESSAGE, { typeName, ...more });
const repeated = { label: Label.REPEATED };
const wkt = (name: string): string => `.google.protobuf.${name}`;

const known = [
  file_google_protobuf_any,
  file_google_protobuf_duration,
  file_google_protobuf_field_mask,
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
  file_google_protobuf_wrappers,
];

/** A message with a field of every sort. */
const everything: readonly FieldDescriptorProto[] = [
  scalar("name", 1, Type.STRING),
  scalar("whole_number", 2, Type.INT32),
  scalar("long_number", 3, Type.INT64),
  scalar("unsigned_number", 4, Type.UINT32),
  scalar("unsigned_long", 5, Type.UINT64),
  scalar("short_float", 6, Type.FLOAT),
  scalar("long_float", 7, Type.DOUBLE),
  scalar("is_set", 8, Type.BOOL),
  scalar("raw_bytes", 9, Type.BYTES),
  scalar("hue", 10, Type.ENUM, { typeName: ".test.Hue" }),
  message("inner", 11, ".test.Everything"),
  scalar("tags", 12, Type.STRING, repeated),
  scalar("hues", 13, Type.ENUM, { typeName: ".test.Hue", ...repeated }),
  message("labels", 14, ".test.Everything.LabelsEntry", repeated),
  message("at", 15, wkt("Timestamp")),
  message("lasts", 16, wkt("Duration")),
  message("mask", 17, wkt("FieldMask")),
  message("maybe_text", 18, wkt("StringValue")),
  message("maybe_number", 19, wkt("Int32Value")),
  message("maybe_truth", 20, wkt("BoolValue")),
  message("structure", 21, wkt("Struct")),
  message("anything", 22, wkt("Any")),
  scalar("chosen_text", 23, Type.STRING, { oneofIndex: 0 }),
  scalar("chosen_number", 24, Type.INT32, { oneofIndex: 0 }),
  scalar("optional_text", 25, Type.STRING, { oneofIndex: 1, proto3Optional: true }),
  message("inners", 26, ".test.Everything", repeated),
];

/**
 * Declares a service `test.Service` whose methods take and give a message with a field of every sort, one for each rule. A
 * name that ends with `Stream` streams.
 */
export function declareService(rules: Readonly<Record<string, Rule>>): DescService {
  const file = create(FileDescriptorProtoSchema, {
    name: "test/service.proto",
    package: "test",
    syntax: "proto3",
    dependency: known.map(({ name }) => `${name}.proto`),
    enumType: [
      {
        name: "Hue",
        value: ["HUE_NONE", "HUE_RED", "HUE_BLUE"].map((name, number) => ({ name, number })),
      },
    ],
    messageType: [
      {
        name: "Everything",
        field: [...everything],
        oneofDecl: [{ name: "chosen" }, { name: "_optional_text" }],
        nestedType: [
          {
            name: "LabelsEntry",
            field: [scalar("key", 1, Type.STRING), scalar("value", 2, Type.INT32)],
            options: { mapEntry: true },
          },
        ],
      },
    ],
    service: [
      {
        name: "Service",
        method: Object.entries(rules).map(([name, rule]) => {
          const options = create(MethodOptionsSchema);
          setExtension(options, http, create(HttpRuleSchema, rule));
          const type = ".test.Everything";
          const serverStreaming = name.endsWith("Stream");
          return { name, inputType: type, outputType: type, options, serverStreaming };
        }),
      },
    ],
  });
  const registry = createFileRegistry(file, (name) =>
    known.find((each) => `${each.name}.proto` === name),
  );
  const service = registry.getService("test.Service");
  if (service === undefined) throw new Error("test.Service isn't there.");
  return service;
}
