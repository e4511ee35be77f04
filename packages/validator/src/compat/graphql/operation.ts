import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentNode } from "graphql";
import { CompatError } from "../compat-error.ts";

/** A file of operations that somebody sends. */
export interface OperationFile {
  /** Relative to the folder that is judged. */
  readonly file: string;
  readonly document: DocumentNode;
}

/**
 * Reads operations.
 *
 * @param globs of .graphql files, relative to the folder
 * @throws CompatError where one can't be parsed, or a glob finds nothing: a check that looks at nothing must not pass
 */
export async function readOperations(
  folder: string,
  globs: readonly string[],
): Promise<readonly OperationFile[]> {
  const { Source, parse } = await import("graphql");
  const operations: OperationFile[] = [];
  for (const pattern of globs) {
    const files: string[] = [];
    for await (const file of glob(pattern, { cwd: folder })) files.push(file);
    if (files.length === 0)
      throw new CompatError(`--operations ${pattern} finds no file in ${folder}`);
    for (const file of files.toSorted()) {
      const text = await readFile(join(folder, file), "utf8");
      try {
        operations.push({ file, document: parse(new Source(text, file)) });
      } catch (error) {
        throw new CompatError(`${file} is no GraphQL: ${String(error)}`, { cause: error });
      }
    }
  }
  return operations;
}
