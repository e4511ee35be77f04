import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const source = fileURLToPath(new URL("../../src/power/forgetful-disk.c", import.meta.url));

/**
 * Compiles the disk that forgets.
 *
 * @param folder where to put it
 * @returns the library's path; undefined where there is no Linux or no C compiler
 */
export async function buildDisk(folder: string): Promise<string | undefined> {
  if (process.platform !== "linux") return undefined;
  const library = join(folder, "forgetful-disk.so");
  try {
    await promisify(execFile)("cc", ["-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"]);
    return library;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
