import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { ArchiveError } from "./archive-error.ts";

/** The first bytes of what gzip makes. Source: RFC 1952, 2.3.1. */
const GZIP: readonly number[] = [0x1f, 0x8b];

/** Decompresses bytes if they are compressed with gzip, and else gives them as they are. @throws ArchiveError */
export async function* unpack(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < GZIP.length) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  const all = rejoin(head, iterator);
  if (!GZIP.every((byte, index) => head[index] === byte)) {
    yield* all;
    return;
  }
  let failure: unknown;
  // What the bytes themselves fail with, such as a broken connection, is no matter of the archive.
  const source = noting(all, (error) => (failure = error));
  const gunzip = createGunzip();
  pipeline(Readable.from(source), gunzip, () => {
    // What goes wrong is thrown where the stream is read.
  });
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw failure ?? toArchiveError(error);
  }
}

function toArchiveError(error: unknown): ArchiveError {
  const isCut = error instanceof Error && "code" in error && error.code === "Z_BUF_ERROR";
  const problem = error instanceof Error ? error.message : String(error);
  return isCut
    ? new ArchiveError("cut", "The archive was cut: its compressed bytes end too early.", 0, {
        cause: error,
      })
    : new ArchiveError("damaged", `The archive is damaged: ${problem}.`, 0, { cause: error });
}

async function* noting(
  chunks: AsyncIterable<Uint8Array>,
  note: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* chunks;
  } catch (error) {
    note(error);
    throw error;
  }
}

async function* rejoin(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next())
      yield next.value;
  } finally {
    await rest.return?.();
  }
}
