import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { create, fromBinary } from "@bufbuild/protobuf";
import {
  type CodeGeneratorRequest,
  CodeGeneratorRequestSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

const repository = new URL("../../../../", import.meta.url).pathname;
const options = "runledger/lifecycle/v1/lifecycle.proto";

/**
 * Compiles proto sources, by path, with buf. Comes back with what protoc would ask a plugin: all
 * files, source information included, and those given to be generated.
 */
export function compile(
  sources: Readonly<Record<string, string>>,
  parameter = "",
): CodeGeneratorRequest {
  const folder = mkdtempSync(join(tmpdir(), "lifecycle-"));
  try {
    const all = { "buf.yaml": "version: v2\n", ...sources };
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    mkdirSync(dirname(join(folder, options)), { recursive: true });
    copyFileSync(join(repository, "proto", options), join(folder, options));
    const output = execFileSync(
      join(repository, "node_modules/.bin/buf"),
      ["build", folder, "--as-file-descriptor-set", "-o", "-#format=binpb"],
      {
        maxBuffer: 2 ** 26,
        stdio: ["ignore", "pipe", "pipe"],
        shell: process.platform === "win32",
      },
    );
    return create(CodeGeneratorRequestSchema, {
      fileToGenerate: Object.keys(sources),
      parameter,
      protoFile: fromBinary(FileDescriptorSetSchema, output).file,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
