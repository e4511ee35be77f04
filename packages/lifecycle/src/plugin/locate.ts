import type { DescEnum, DescFile, DescMessage } from "@bufbuild/protobuf";
import type { Problem } from "../problem.ts";

// Field numbers of google.protobuf.FileDescriptorProto, DescriptorProto and EnumDescriptorProto: a
// path in SourceCodeInfo is made of them and of indices.
const fileMessage = 4;
const fileEnum = 5;
const messageMessage = 3;
const messageEnum = 4;
const enumValue = 2;

function pathOfMessage(desc: DescMessage): number[] {
  return desc.parent === undefined
    ? [fileMessage, desc.file.messages.indexOf(desc)]
    : [...pathOfMessage(desc.parent), messageMessage, desc.parent.nestedMessages.indexOf(desc)];
}

function pathOfEnum(desc: DescEnum): number[] {
  return desc.parent === undefined
    ? [fileEnum, desc.file.enums.indexOf(desc)]
    : [...pathOfMessage(desc.parent), messageEnum, desc.parent.nestedEnums.indexOf(desc)];
}

function positionOf(file: DescFile, path: readonly number[]): string {
  const key = path.join(",");
  const found = file.proto.sourceCodeInfo?.location.find(
    (location) => location.path.join(",") === key,
  );
  // A span is zero-based: line, column, and where it ends.
  const [line, column] = found?.span ?? [];
  return line === undefined || column === undefined ? "" : `:${line + 1}:${column + 1}`;
}

/**
 * Tells where to mend a problem, as compilers do: `file.proto:line:column`, from 1, of the value or
 * of the enum. Without the line where the request has no source information.
 */
export function locate(desc: DescEnum, { value }: Problem): string {
  const index = desc.values.findIndex(({ name }) => name === value);
  const path = pathOfEnum(desc);
  if (index >= 0) path.push(enumValue, index);
  return `${desc.file.proto.name}${positionOf(desc.file, path)}`;
}
