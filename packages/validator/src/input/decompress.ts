import { createGunzip, createZstdDecompress } from "node:zlib";
import type { Transform } from "node:stream";
import { InputError } from "./input-error.ts";

interface Compression {
  readonly name: string;
  /** The first bytes of what it makes. Sources: RFC 1952, 2.3.1; RFC 8878, 3.1.1. */
  readonly magic: readonly number[];
  readonly create: () => Transform;
}

const compressions: readonly Compression[] = [
  { name: "gzip", magic: [0x1f, 0x8b], create: () => createGunzip() },
  { name: "zstd", magic: [0x28, 0xb5, 0x2f, 0xfd], create: () => createZstdDecompress() },
];

/** Decompresses bytes if they are compressed with gzip or zstd, and else gives them as they are. */
export async function* decompress(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head = await readHead(iterator);
  const found = compressions.find(({ magic }) => magic.every((byte, at) => head[at] === byte));
  const all = rejoin(head, iterator);
  if (found === undefined) {
    yield* all;
    return;
  }
  const { pipeline, Readable } = await import("node:stream");
  const stream = found.create();
  pipeline(Readable.from(all), stream, () => {
    // What goes wrong is thrown where the stream is read.
  });
  let byte = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      byte += chunk.length;
      yield chunk;
    }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new InputError(`it can't be decompressed with ${found.name}: ${problem}.`, byte, 0, {
      cause: error,
    });
  }
}

/** Reads until there are enough bytes to tell. */
async function readHead(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < 4) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    head = head.length === 0 ? value : Buffer.concat([head, value]);
  }
  return head;
}

async function* rejoin(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}
