// Prints what the protocol's comments say of its messages, fields and enums, as a module: descriptors don't carry
// comments, and the GraphQL schema shows them. Usage: node scripts/print-comments.ts OUT, where OUT is a folder that the
// file goes into under its path in the repository.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import type { DescEnum, DescEnumValue, DescField, DescMessage } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { getComments } from "@bufbuild/protoplugin";

const path = "apps/gateway/src/gen/comments.ts";

function commentOf(desc: DescMessage | DescEnum | DescField | DescEnumValue): string | undefined {
  const { leading } = getComments(desc);
  const text = leading
    ?.split("\n")
    .map((line) => line.trim())
    .filter((line) => !line.startsWith("buf:lint:ignore"))
    .join("\n");
  // What follows an empty line is for the protocol's own developers.
  return text?.split("\n\n")[0]?.replaceAll("\n", " ").trim() || undefined;
}

function* membersOf(
  desc: DescMessage | DescEnum,
): Iterable<readonly [string, DescMessage | DescEnum | DescField | DescEnumValue]> {
  yield [desc.typeName, desc];
  if (desc.kind === "enum") {
    for (const value of desc.values) yield [`${desc.typeName}.${value.name}`, value];
  } else {
    for (const field of desc.fields) yield [`${desc.typeName}.${field.name}`, field];
  }
}

function collect(): Map<string, string> {
  const image = execFileSync("buf", ["build", "--as-file-descriptor-set", "-o", "-"]);
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
  const comments = new Map<string, string>();
  for (const file of registry.files) {
    if (!file.proto.package.startsWith("runledger.")) continue;
    for (const desc of nestedTypes(file)) {
      if (desc.kind !== "message" && desc.kind !== "enum") continue;
      for (const [name, member] of membersOf(desc)) {
        const comment = commentOf(member);
        if (comment !== undefined) comments.set(name, comment);
      }
    }
  }
  return comments;
}

const out = process.argv[2];
if (out === undefined) throw new Error("Usage: node scripts/print-comments.ts OUT");
const lines = [...collect()]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, comment]) => `  ${JSON.stringify(name)}: ${JSON.stringify(comment)},`);
mkdirSync(dirname(join(out, path)), { recursive: true });
writeFileSync(
  join(out, path),
  `// Generated from the comments in proto/ by apps/gateway/scripts/print-comments.ts. Do not edit.

/** What the protocol says of its messages, fields, enums and values, by full name. */
export const comments: Readonly<Record<string, string>> = {
${lines.join("\n")}
};
`,
);
