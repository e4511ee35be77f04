import { constants } from "node:fs";
import { access, open, rm, rmdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type {
  BlobInfo,
  BlobRange,
  BlobStore,
  ListQuery,
  SignedRequest,
  WriteOptions,
} from "../blob-store.ts";
import { announced } from "../bounds.ts";
import { checkKey, isKey } from "../check-key.ts";
import { infoOf, isNothing, listFiles } from "./list-files.ts";
import { toBlobError } from "./to-blob-error.ts";
import { writeFile } from "./write-file.ts";

/** A blob store in a directory: a blob is a file, its key the path. Several processes may share one. */
export class DirectoryStore implements BlobStore {
  readonly description: string;
  readonly #root: string;
  readonly #maxBytes: number;

  constructor(root: string, maxBytes: number) {
    this.description = root;
    this.#root = root;
    this.#maxBytes = maxBytes;
  }

  async write(
    key: string,
    source: AsyncIterable<Uint8Array>,
    options: WriteOptions = {},
  ): Promise<BlobInfo> {
    const path = this.#path(key);
    return this.#told(path, async () => {
      await writeFile(this.#root, path, announced(key, source, options, this.#maxBytes));
      return (await infoOf(this.#root, key)) ?? { key, size: options.size ?? 0, modifiedAt: 0 };
    });
  }

  async read(
    key: string,
    { start = 0, end = Number.POSITIVE_INFINITY }: BlobRange = {},
  ): Promise<AsyncIterable<Uint8Array> | undefined> {
    const path = this.#path(key);
    return this.#told(path, async () => {
      if ((await infoOf(this.#root, key)) === undefined) return undefined;
      // A stream's last byte is part of it.
      return end <= start ? nothing() : openStream(path, start, end - 1);
    });
  }

  async stat(key: string): Promise<BlobInfo | undefined> {
    const path = this.#path(key);
    return this.#told(path, () => infoOf(this.#root, key));
  }

  async list(query: ListQuery): Promise<BlobInfo[]> {
    return this.#told(this.#root, () => listFiles(this.#root, query));
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key);
    await this.#told(path, async () => {
      await rm(path, { force: true });
      await this.#prune(dirname(path));
    });
  }

  uriOf(key: string): string {
    return pathToFileURL(this.#path(key)).href;
  }

  keyOf(uri: string): string | undefined {
    if (!uri.startsWith("file:")) return undefined;
    try {
      const key = relative(this.#root, fileURLToPath(uri)).split(sep).join("/");
      // An address that leads there by a detour isn't one that this store has given.
      return isKey(key) && this.uriOf(key) === uri ? key : undefined;
    } catch {
      return undefined;
    }
  }

  async sign(): Promise<SignedRequest | undefined> {
    return undefined;
  }

  async ping(): Promise<void> {
    await this.#told(this.#root, () => access(this.#root, constants.W_OK));
  }

  #path(key: string): string {
    checkKey(key);
    return join(this.#root, key);
  }

  /** Takes away folders that nothing is in any more, up to the first one that holds something. */
  async #prune(folder: string): Promise<void> {
    for (let path = folder; path !== this.#root; path = dirname(path)) {
      try {
        await rmdir(path);
      } catch {
        return;
      }
    }
  }

  async #told<T>(path: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (failure) {
      throw toBlobError(failure, path);
    }
  }
}

/** Opens the file at once, so that what is deleted or replaced afterwards is still read whole. */
async function openStream(
  path: string,
  start: number,
  last: number,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  try {
    const file = await open(path, "r");
    return file.createReadStream({ start, end: last });
  } catch (failure) {
    if (isNothing(failure)) return undefined;
    throw failure;
  }
}

async function* nothing(): AsyncGenerator<Uint8Array, void> {}
