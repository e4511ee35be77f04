import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BlobInfo, ListQuery } from "../blob-store.ts";
import { isKey } from "../check-key.ts";
import { codeOf } from "./to-blob-error.ts";

/** Lists files as blobs, in the order of their keys. Folders that can't hold any of the page are not looked into. */
export async function listFiles(root: string, query: ListQuery): Promise<BlobInfo[]> {
  const page: BlobInfo[] = [];
  for await (const key of keysBelow(root, "", query)) {
    const info = await infoOf(root, key);
    if (info !== undefined) page.push(info);
    if (page.length >= query.limit) break;
  }
  return page;
}

/** Says what is known of a file; undefined where there is none, or a folder. */
export async function infoOf(root: string, key: string): Promise<BlobInfo | undefined> {
  try {
    const found = await stat(join(root, key));
    return found.isFile()
      ? { key, size: found.size, modifiedAt: Math.floor(found.mtimeMs) }
      : undefined;
  } catch (failure) {
    if (isNothing(failure)) return undefined;
    throw failure;
  }
}

/** Tells whether an error says that there is no such file. */
export function isNothing(failure: unknown): boolean {
  const code = codeOf(failure);
  return code === "ENOENT" || code === "ENOTDIR";
}

async function* keysBelow(
  root: string,
  folder: string,
  query: ListQuery,
): AsyncGenerator<string, void> {
  for (const name of await namesIn(root, folder)) {
    const path = folder + name;
    if (!mayHold(path, query)) continue;
    if (path.endsWith("/")) yield* keysBelow(root, path, query);
    else if (path.startsWith(query.prefix) && path > (query.after ?? "")) yield path;
  }
}

/** A folder's name ends with a slash, so that sorting names sorts keys. */
async function namesIn(root: string, folder: string): Promise<string[]> {
  try {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    return entries
      .filter(({ name }) => isKey(name))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort((a, b) => (a < b ? -1 : 1));
  } catch (failure) {
    if (isNothing(failure)) return [];
    throw failure;
  }
}

function mayHold(path: string, { prefix, after = "" }: ListQuery): boolean {
  const isOnTheWay = prefix.startsWith(path) || path.startsWith(prefix);
  return isOnTheWay && (path >= after || after.startsWith(path));
}
