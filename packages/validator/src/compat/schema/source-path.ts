import type {
  DescEnum,
  DescEnumValue,
  DescField,
  DescMessage,
  DescOneof,
} from "@bufbuild/protobuf";
import type { SourcePath } from "../finding.ts";

// Field numbers of google.protobuf.FileDescriptorProto, DescriptorProto and EnumDescriptorProto: a path in SourceCodeInfo is
// made of them and of indices.
const file = { message: 4, enum: 5 } as const;
const message = { field: 2, message: 3, enum: 4, oneof: 8 } as const;
const enumValue = 2;

/** Finds the path of SourceCodeInfo to an element of a file. */
export function sourcePathOf(
  desc: DescMessage | DescEnum | DescEnumValue | DescField | DescOneof,
): SourcePath {
  switch (desc.kind) {
    case "message":
      return { file: desc.file.proto.name, path: pathOfMessage(desc) };
    case "enum":
      return { file: desc.file.proto.name, path: pathOfEnum(desc) };
    case "enum_value": {
      const path = [...pathOfEnum(desc.parent), enumValue, desc.parent.values.indexOf(desc)];
      return { file: desc.parent.file.proto.name, path };
    }
    case "field":
    case "oneof": {
      const { parent } = desc;
      // Where an element is declared is told by its proto: descriptors come in another order where there are oneofs.
      const index =
        desc.kind === "field"
          ? parent.proto.field.indexOf(desc.proto)
          : parent.proto.oneofDecl.indexOf(desc.proto);
      const path = [...pathOfMessage(parent), message[desc.kind], index];
      return { file: parent.file.proto.name, path };
    }
  }
}

function pathOfMessage(desc: DescMessage): number[] {
  return desc.parent === undefined
    ? [file.message, desc.file.proto.messageType.indexOf(desc.proto)]
    : [
        ...pathOfMessage(desc.parent),
        message.message,
        desc.parent.proto.nestedType.indexOf(desc.proto),
      ];
}

function pathOfEnum(desc: DescEnum): number[] {
  return desc.parent === undefined
    ? [file.enum, desc.file.proto.enumType.indexOf(desc.proto)]
    : [...pathOfMessage(desc.parent), message.enum, desc.parent.proto.enumType.indexOf(desc.proto)];
}
