import { createHash, type Hash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { create } from "@bufbuild/protobuf";
import { sizeDelimitedEncode } from "@bufbuild/protobuf/wire";
import { type ArchiveRecord, ArchiveRecordSchema } from "@runledger/proto/run/v1";

/** How many bytes are compressed at a time. */
const CHUNK = 64 * 1024;

/**
 * Writes an archive: the records as they are given, the end that says how many there are and what they hash to, all of it
 * compressed with gzip. The same records give the same bytes, with one version of Node.
 *
 * @param records the header, the actions, the reports and the refused reports, as `archiveRun` of a ledger gives them
 * @throws what the records throw
 */
export async function* encodeArchive(
  records: AsyncIterable<ArchiveRecord>,
): AsyncGenerator<Uint8Array, void> {
  const gzip = createGzip();
  pipeline(Readable.from(joined(delimited(records))), gzip, () => {
    // What goes wrong is thrown where the stream is read.
  });
  yield* gzip as AsyncIterable<Uint8Array>;
}

async function* delimited(records: AsyncIterable<ArchiveRecord>): AsyncGenerator<Uint8Array, void> {
  const hash: Hash = createHash("sha256");
  let count = 0n;
  for await (const record of records) {
    const bytes = sizeDelimitedEncode(ArchiveRecordSchema, record);
    hash.update(bytes);
    count += 1n;
    yield bytes;
  }
  const value = { records: count, sha256: new Uint8Array(hash.digest()) };
  const end = create(ArchiveRecordSchema, { record: { case: "end", value } });
  yield sizeDelimitedEncode(ArchiveRecordSchema, end);
}

async function* joined(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    waiting.push(part);
    length += part.length;
    if (length < CHUNK) continue;
    yield Buffer.concat(waiting);
    [waiting, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(waiting);
}
