import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BlobStore } from "@runledger/blobs";
import { workKey } from "./work-key.ts";
import type { Work } from "./plugin.ts";

/** What is kept of an attempt once its folder is gone: what it printed, what it returned. */
export interface AttemptFiles {
  /** Whether they lie somewhere else than in the attempt's folder, which may then be deleted. */
  readonly elsewhere: boolean;
  /** Says where a file of that name lies, or will. Plain names, without slashes. */
  uriOf(name: string): string;
  /**
   * Keeps a file of the attempt's folder, as long as it is now. Again: as long as it is then.
   *
   * @returns how long that is, in bytes; undefined if there is no such file
   */
  keep(name: string): Promise<number | undefined>;
  /**
   * Reads what lies at an address that the files of any attempt have said.
   *
   * @param limit how many bytes of it, at most
   * @returns undefined if it lies where this worker can't look, or isn't there
   */
  read(uri: string, limit: number): Promise<Buffer | undefined>;
}

/** Where files of attempts are kept, beside their folders. */
export type AttemptBlobs = Pick<BlobStore, "keyOf" | "read" | "uriOf" | "write">;

/** Finds the place for what is kept of an attempt: blobs, where there are any, or else its folder. */
export function attemptFiles(
  blobs: AttemptBlobs | undefined,
  work: Pick<Work, "action" | "attempt" | "folder">,
): AttemptFiles {
  return blobs === undefined ? inFolder(work) : inBlobs(blobs, work);
}

function inFolder({ folder }: Pick<Work, "folder">): AttemptFiles {
  return {
    elsewhere: false,
    uriOf: (name) => pathToFileURL(join(folder, name)).href,
    keep: (name) => sizeOf(join(folder, name)),
    read: readFile,
  };
}

function inBlobs(
  blobs: AttemptBlobs,
  work: Pick<Work, "action" | "attempt" | "folder">,
): AttemptFiles {
  const keyOf = (name: string): string => `runs/${workKey(work)}/${name}`;
  return {
    elsewhere: true,
    uriOf: (name) => blobs.uriOf(keyOf(name)),
    async keep(name) {
      const path = join(work.folder, name);
      const size = await sizeOf(path);
      if (size === undefined) return undefined;
      // It may grow meanwhile.
      await blobs.write(
        keyOf(name),
        size === 0 ? nothing() : createReadStream(path, { end: size - 1 }),
        { size },
      );
      return size;
    },
    async read(uri, limit) {
      const key = blobs.keyOf(uri);
      if (key === undefined) return readFile(uri, limit);
      const bytes = await blobs.read(key, { end: limit });
      return bytes && gather(bytes);
    },
  };
}

async function readFile(uri: string, limit: number): Promise<Buffer | undefined> {
  if (!uri.startsWith("file:") || (await sizeOf(fileURLToPath(uri))) === undefined)
    return undefined;
  return gather(createReadStream(fileURLToPath(uri), { end: limit - 1 }));
}

async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.size;
}

async function* nothing(): AsyncGenerator<Uint8Array, void> {}
