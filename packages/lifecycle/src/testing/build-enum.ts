import {
  type DescEnum,
  type MessageInitShape,
  create,
  createFileRegistry,
  setExtension,
} from "@bufbuild/protobuf";
import {
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  FileDescriptorProtoSchema,
  file_google_protobuf_descriptor as descriptorFile,
} from "@bufbuild/protobuf/wkt";
import {
  LifecycleSchema,
  StepSchema,
  file_runledger_lifecycle_v1_lifecycle as optionsFile,
  lifecycle,
  step,
} from "@runledger/proto/lifecycle/v1";

/** One value of an enum that a test makes up. */
interface ValueSketch {
  readonly name: string;
  readonly number: number;
  readonly step?: MessageInitShape<typeof StepSchema>;
}

/** An enum that a test makes up. */
export interface EnumSketch {
  readonly lifecycle?: MessageInitShape<typeof LifecycleSchema>;
  readonly values: readonly ValueSketch[];
}

/** Builds the descriptor of an enum `test.Made`, as a compiler would have. */
export function buildEnum(sketch: EnumSketch): DescEnum {
  const options = create(EnumOptionsSchema);
  if (sketch.lifecycle) setExtension(options, lifecycle, create(LifecycleSchema, sketch.lifecycle));
  const file = create(FileDescriptorProtoSchema, {
    name: "test.proto",
    package: "test",
    syntax: "proto3",
    dependency: [optionsFile.proto.name],
    enumType: [
      {
        name: "Made",
        options: { ...options, allowAlias: true },
        value: sketch.values.map((value) => {
          const own = create(EnumValueOptionsSchema);
          if (value.step) setExtension(own, step, create(StepSchema, value.step));
          return { name: value.name, number: value.number, options: own };
        }),
      },
    ],
  });
  const known = [descriptorFile, optionsFile];
  const registry = createFileRegistry(file, (path) =>
    known.find(({ proto }) => proto.name === path),
  );
  const built = registry.getEnum("test.Made");
  if (built === undefined) throw new Error("test.Made was not built");
  return built;
}
