// proto/buf/validate/validate.proto is a copy. It has to be the very rules that
// @bufbuild/protovalidate checks.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type JsonValue, clone, createRegistry, fromBinary, toJson } from "@bufbuild/protobuf";
import {
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { file_buf_validate_validate } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { expect, test } from "vitest";

const embedded = file_buf_validate_validate.proto;
const registry = createRegistry(file_buf_validate_validate);

/** Compiles the copy with buf. */
function compile(): FileDescriptorProto {
  const args = ["build", "proto", "--path", "proto/buf", "--as-file-descriptor-set"];
  const image = execFileSync("node_modules/.bin/buf", [...args, "-o", "-#format=binpb"], {
    cwd: fileURLToPath(new URL("../../../", import.meta.url)),
    maxBuffer: 2 ** 26,
    shell: process.platform === "win32",
  });
  const file = fromBinary(FileDescriptorSetSchema, image).file.find(
    ({ name }) => name === embedded.name,
  );
  if (file === undefined) throw new Error(`${embedded.name} was not compiled`);
  return file;
}

/**
 * Writes a descriptor as JSON, all its options included, and without what only some compilers add.
 */
function comparable(file: FileDescriptorProto): JsonValue {
  const copy = clone(FileDescriptorProtoSchema, file);
  delete copy.sourceCodeInfo;
  return toJson(FileDescriptorProtoSchema, copy, { registry });
}

test("the vendored rules are those that are checked at run time", () => {
  const compiled = comparable(compile());
  expect(compiled).toEqual(comparable(embedded));
  // The rules themselves are in there, as CEL; without the registry they would not be.
  expect(JSON.stringify(compiled)).toContain("this.isNan()");
});
