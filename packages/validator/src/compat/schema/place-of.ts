import type { FileRegistry } from "@bufbuild/protobuf";
import type { Place, SourcePath } from "../finding.ts";

/**
 * Finds the line and column of a source path, from 1. Without them where the schema was built without source information.
 *
 * @param fileOf tells where a file lies that others import by this name
 */
export function placeOf(
  registry: FileRegistry,
  { file, path }: SourcePath,
  fileOf: (name: string) => string,
): Place {
  const wanted = path.join(",");
  const info = registry.getFile(file)?.proto.sourceCodeInfo;
  const found = info?.location.find((location) => location.path.join(",") === wanted);
  // A span is zero-based: line, column, and where it ends.
  const [line, column] = found?.span ?? [];
  if (line === undefined || column === undefined) return { file: fileOf(file) };
  return { file: fileOf(file), line: line + 1, column: column + 1 };
}
