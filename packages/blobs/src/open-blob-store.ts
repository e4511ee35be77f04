import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { BlobError } from "./blob-error.ts";
import type { BlobStore } from "./blob-store.ts";
import { openDirectory } from "./directory/open-directory.ts";
import { openBucket } from "./s3/open-bucket.ts";

/** How a blob store is opened. */
export interface BlobStoreOptions {
  /** What the address is called where it was given, for messages: "--blobs". Default: "The address of the blob store". */
  readonly setting?: string;
  /** How large a blob may be, in bytes. Default: 5 GiB. */
  readonly maxBytes?: number;
  /**
   * Where the keys of a bucket are read: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION,
   * AWS_ENDPOINT_URL_S3, as AWS's own tools name them. Default: the process's environment.
   */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** 5 GiB. */
const MAX_BYTES = 5 * 2 ** 30;

/**
 * Opens a blob store. A directory is made where there is none yet; a bucket has to be there.
 *
 * @param url a path, a `file:` URL, or `s3://BUCKET/PREFIX?endpoint=https://…&region=…` for any S3-compatible bucket
 * @throws BlobError of kind `setting`, `denied`, `full` or `unavailable`
 */
export async function openBlobStore(
  url: string,
  options: BlobStoreOptions = {},
): Promise<BlobStore> {
  const { setting = "The address of the blob store", maxBytes = MAX_BYTES } = options;
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1)
    throw new BlobError("setting", `maxBytes is ${maxBytes}. Give a whole number of bytes from 1.`);
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === "s3")
    return openBucket(url, { setting, maxBytes, environment: options.environment ?? process.env });
  if (scheme === undefined || isAbsolute(url)) return openDirectory(resolve(url), maxBytes);
  if (scheme === "file") return openDirectory(pathOf(url, setting), maxBytes);
  throw new BlobError(
    "setting",
    `${setting} begins with ${scheme}:. Give a path, a file: URL or s3://BUCKET.`,
  );
}

function pathOf(url: string, setting: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new BlobError(
      "setting",
      `${setting} is ${url}, which names no directory of this machine.`,
      { cause },
    );
  }
}
