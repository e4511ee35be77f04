import { createHash } from "node:crypto";
import { BlobError } from "./blob-error.ts";
import type { WriteOptions } from "./blob-store.ts";

/** Passes bytes on, and throws as soon as, or at the end if, they aren't those that were announced. */
export async function* announced(
  key: string,
  source: AsyncIterable<Uint8Array>,
  { md5, size }: WriteOptions,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void> {
  const most = Math.min(size ?? maxBytes, maxBytes);
  const hash = md5 === undefined ? undefined : createHash("md5");
  let taken = 0;
  for await (const chunk of source) {
    taken += chunk.byteLength;
    if (taken > most) throw tooMany(key, size, maxBytes);
    hash?.update(chunk);
    yield chunk;
  }
  if (size !== undefined && taken < size)
    throw new BlobError("size", `${key} has ${taken} bytes, and ${size} were announced.`);
  if (md5 !== undefined && hash !== undefined) checkDigest(key, hash.digest(), md5);
}

function tooMany(key: string, size: number | undefined, maxBytes: number): BlobError {
  return size !== undefined && size <= maxBytes
    ? new BlobError("size", `${key} has more than the ${size} bytes that were announced.`)
    : new BlobError(
        "size",
        `${key} has more than ${maxBytes} bytes, the most that a blob may have.`,
      );
}

function checkDigest(key: string, found: Uint8Array, md5: Uint8Array): void {
  if (Buffer.compare(found, md5) === 0) return;
  const [was, meant] = [found, md5].map((digest) => Buffer.from(digest).toString("base64"));
  throw new BlobError("digest", `${key} has the MD5 ${was}, and ${meant} was announced.`);
}
