import type { DescFile } from "@bufbuild/protobuf";

/** Lists a file and what it imports, itself first. */
export function withImports(file: DescFile): DescFile[] {
  const found = new Set([file]);
  for (const each of found) for (const imported of each.dependencies) found.add(imported);
  return [...found];
}
