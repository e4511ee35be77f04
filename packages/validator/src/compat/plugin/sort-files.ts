import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";

/** Sorts files so that each comes after those that it imports. buf hands them over by name. */
export function sortFiles(files: readonly FileDescriptorProto[]): FileDescriptorProto[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const sorted = new Set<FileDescriptorProto>();
  const visit = (file: FileDescriptorProto): void => {
    if (sorted.has(file)) return;
    for (const name of file.dependency) {
      const imported = byName.get(name);
      if (imported !== undefined) visit(imported);
    }
    sorted.add(file);
  };
  for (const file of files) visit(file);
  return [...sorted];
}
