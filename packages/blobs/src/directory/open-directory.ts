import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { BlobStore } from "../blob-store.ts";
import { DirectoryStore } from "./directory-store.ts";
import { toBlobError } from "./to-blob-error.ts";
import { UNFINISHED } from "./unfinished.ts";

/**
 * Opens a blob store in a directory, and makes the directory, for its owner only, where there is none.
 *
 * @throws BlobError
 */
export async function openDirectory(path: string, maxBytes: number): Promise<BlobStore> {
  try {
    await mkdir(join(path, UNFINISHED), { recursive: true, mode: 0o700 });
    await access(path, constants.W_OK);
  } catch (failure) {
    throw toBlobError(failure, path);
  }
  return new DirectoryStore(path, maxBytes);
}
