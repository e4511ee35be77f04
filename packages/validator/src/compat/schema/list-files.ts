import { join } from "node:path";
import type { Buf } from "./buf.ts";

/** What `buf ls-files --format json` says, a line each. */
interface ListedFile {
  readonly path: string;
  readonly import_path: string;
}

/**
 * Finds where files lie that others import by a name.
 *
 * @param folder the folder that paths are shown from
 * @returns a function that hands a name back where nothing better is known
 */
export async function listFiles(
  buf: Buf,
  folder: string,
  input: string,
): Promise<(name: string) => string> {
  const { code, stdout } = await buf(["ls-files", input, "--format", "json"], folder);
  if (code !== 0) return (name) => join(input, name);
  const files = Buffer.from(stdout)
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as ListedFile);
  const paths = new Map(files.map((file) => [file.import_path, file.path]));
  return (name) => paths.get(name) ?? name;
}
