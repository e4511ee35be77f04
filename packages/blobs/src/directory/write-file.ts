import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf } from "./to-blob-error.ts";
import { UNFINISHED } from "./unfinished.ts";

/** How often a folder is made again that a deletion has just taken away. */
const ATTEMPTS = 5;

/** Writes a file, has it and its name on the disk, and only then puts it where it belongs. Returns its size in bytes. */
export async function writeFile(
  root: string,
  path: string,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const unfinished = join(root, UNFINISHED, randomUUID());
  try {
    const size = await fill(unfinished, source);
    await move(unfinished, path);
    return size;
  } catch (failure) {
    await rm(unfinished, { force: true });
    throw failure;
  }
}

async function fill(path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, "wx", 0o600);
  try {
    let size = 0;
    for await (const chunk of source) {
      await file.writeFile(chunk);
      size += chunk.byteLength;
    }
    await file.sync();
    return size;
  } finally {
    await file.close();
  }
}

async function move(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const made = await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    try {
      await rename(from, to);
      await syncFolders(dirname(to), made);
      return;
    } catch (failure) {
      if (codeOf(failure) !== "ENOENT" || attempt === ATTEMPTS) throw failure;
    }
  }
}

/** Has the name of a file on the disk, and those of the folders that were made for it. */
async function syncFolders(folder: string, firstMade: string | undefined): Promise<void> {
  const last = firstMade === undefined ? folder : dirname(firstMade);
  for (let path = folder; ; path = dirname(path)) {
    await syncFolder(path);
    if (path === last) return;
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows can't open a folder, and has its names on the disk by itself.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
