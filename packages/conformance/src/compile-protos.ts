import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type FileRegistry, createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

const buf = fileURLToPath(new URL("../../../node_modules/.bin/buf", import.meta.url));

/** Where .proto files lie. */
export interface ProtoSource {
  /** The folder that imports start from. */
  readonly root: string;
  /** The folder below it to take. */
  readonly path: string;
  /** Changes the text of each file before it is compiled. */
  readonly edit?: (text: string) => string;
}

/**
 * Compiles .proto files, by paths that imports could use, and what they import. The sources are
 * copied first, so that no configuration beside them asks for what only a network has. Throws with
 * the compiler's own words.
 */
export function compileProtos(
  sources: readonly ProtoSource[],
  wanted: readonly string[],
): FileRegistry {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"));
  try {
    for (const source of sources) copySource(source, folder);
    const only = wanted.flatMap((path) => ["--path", join(folder, path)]);
    const image = execFileSync(
      buf,
      ["build", folder, ...only, "--as-file-descriptor-set", "-o", "-#format=binpb"],
      {
        maxBuffer: 2 ** 26,
        shell: process.platform === "win32",
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    return createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copySource({ root, path, edit }: ProtoSource, folder: string): void {
  const to = join(folder, path);
  cpSync(join(root, path), to, { recursive: true });
  if (edit === undefined) return;
  for (const name of readdirSync(to, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".proto")) continue;
    writeFileSync(join(to, name), edit(readFileSync(join(to, name), "utf8")));
  }
}
