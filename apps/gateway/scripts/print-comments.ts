// Prints what the protocol's comments say of its messages, fields, enums and methods, as a module: descriptors don't carry
// comments, and the GraphQL schema and the OpenAPI document show them. Usage: node scripts/print-comments.ts OUT, where OUT is a folder that the
// file goes into under its path in the repository.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import type {
  DescEnum,
  DescEnumValue,
  DescField,
  DescMessage,
  DescMethod,
  DescService,
} from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { getComments } from "@bufbuild/protoplugin";

const path = "apps/gateway/src/gen/comments.ts";

/** What a comment may stand before. */
type Commented = DescMessage | DescEnum | DescField | DescEnumValue | DescMethod | DescService;

/** Packages whose comments are shown: the ledger's own, and Flyte 1's, which is on REST. */
const shown = /^(?:runledger|flyteidl)\./;

function commentOf(desc: Commented): string | undefined {
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
  desc: DescMessage | DescEnum | DescService,
): Iterable<readonly [string, Commented]> {
  yield [desc.typeName, desc];
  if (desc.kind === "service") {
    for (const method of desc.methods) yield [`${desc.typeName}.${method.name}`, method];
  } else if (desc.kind === "enum") {
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
    if (!shown.test(file.proto.package)) continue;
    for (const desc of nestedTypes(file)) {
      if (desc.kind === "extension") continue;
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

/** What the protocol says of its messages, fields, enums, values and methods, by full name. */
export const comments: Readonly<Record<string, string>> = {
${lines.join("\n")}
};
`,
);
