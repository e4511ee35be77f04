import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Baseline } from "./baseline.ts";
import { exportRef } from "./export-ref.ts";
import { unpackNpm } from "./unpack-npm.ts";

/**
 * Finds an earlier schema by what a person calls it: a folder, an image that buf built, a tarball or `npm:name@version` of
 * npm, or else what git knows: a branch, a tag, a commit.
 *
 * @param folder the folder that is judged
 * @param scratch an empty folder, for what has to be unpacked
 * @param wanted tells of a path, relative to the folder, whether it is compared
 * @throws CompatError where it can't be had, with the way out
 */
export async function findBaseline(
  name: string,
  folder: string,
  scratch: string,
  wanted: (path: string) => boolean,
): Promise<Baseline> {
  const path = resolve(folder, name);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return { kind: "folder", name, folder: path };
  if (name.startsWith("npm:")) return unpackNpm(name, name.slice("npm:".length), folder, scratch);
  if (stat?.isFile() === true) {
    if (name.endsWith(".tgz")) return unpackNpm(name, path, folder, scratch);
    return { kind: "image", name, file: path };
  }
  return exportRef(name, folder, scratch, wanted);
}
