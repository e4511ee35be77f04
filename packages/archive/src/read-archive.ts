import { createHash } from "node:crypto";
import { fromBinary } from "@bufbuild/protobuf";
import { sizeDelimitedPeek } from "@bufbuild/protobuf/wire";
import {
  type ArchiveEnd,
  type ArchiveHeader,
  type ArchiveRecord,
  ArchiveRecordSchema,
} from "@runledger/proto/run/v1";
import { ArchiveError } from "./archive-error.ts";
import type { ArchiveSummary } from "./archive-summary.ts";
import { unpack } from "./unpack.ts";

/** The newest format that is known. */
const FORMAT = 1;

/** How long one record may be, in bytes: more than any report that keeps to its limits. */
const LONGEST = 16 * 1024 * 1024;

const elsewhere = "Take another copy of the file.";

/**
 * Reads an archive, compressed or not, record by record in bounded memory. What was read is the whole of what was written once it
 * has come to its end without an error; until then, nothing of it may be relied upon.
 *
 * @returns what it holds; the end itself is not among the records
 * @throws ArchiveError; what the bytes throw
 */
export async function* readArchive(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<ArchiveRecord, ArchiveSummary> {
  const reading = new Reading();
  for await (const { message, whole } of cut(unpack(bytes), reading)) {
    const record = decode(message, reading.count);
    if (reading.take(record, whole)) yield record;
  }
  return reading.finish();
}

/** Reads an archive to its end. @throws ArchiveError; what the bytes throw */
export async function checkArchive(bytes: AsyncIterable<Uint8Array>): Promise<ArchiveSummary> {
  const records = readArchive(bytes);
  for (;;) {
    const next = await records.next();
    if (next.done === true) return next.value;
  }
}

/** What has been read so far. */
class Reading {
  readonly #hash = createHash("sha256");
  #header: ArchiveHeader | undefined;
  #end: ArchiveEnd | undefined;
  readonly #counts = { action: 0, event: 0, refused: 0 };
  count = 0;

  /** Takes a record. @returns whether it is one that holds something of the run */
  take({ record }: ArchiveRecord, whole: Uint8Array): boolean {
    if (this.#end !== undefined) {
      const message =
        "The file goes on behind the end of the archive: an archive is a file of its own.";
      throw new ArchiveError("damaged", message, this.count);
    }
    if (this.count === 0) {
      if (record.case !== "header") throw foreign();
      this.#begin(record.value);
    } else if (record.case === "end") {
      this.#end = record.value;
      return false;
    } else if (record.case === undefined || record.case === "header") {
      throw this.#damaged(`record ${this.count + 1} is ${record.case ?? "none that is known"}`);
    } else {
      this.#counts[record.case] += 1;
    }
    this.count += 1;
    this.#hash.update(whole);
    return true;
  }

  finish(): ArchiveSummary {
    const [header, end] = [this.#header, this.#end];
    if (header?.run === undefined) throw foreign();
    if (end === undefined) {
      const message = `The archive was cut: it ends after ${this.count} records, and its end is missing. ${elsewhere}`;
      throw new ArchiveError("cut", message, this.count);
    }
    const digest = this.#hash.digest("hex");
    if (end.records !== BigInt(this.count))
      throw this.#damaged(`it has ${this.count} records, and was written with ${end.records}`);
    if (digest !== Buffer.from(end.sha256).toString("hex"))
      throw this.#damaged("its records are not those that were written");
    return {
      header,
      run: header.run,
      revision: Number(header.revision),
      actions: this.#counts.action,
      reports: this.#counts.event,
      refused: this.#counts.refused,
      digest,
    };
  }

  #begin(header: ArchiveHeader): void {
    if (header.run === undefined || header.format === 0) throw foreign();
    if (header.format > FORMAT) {
      const message = `The archive has the format ${header.format}, and this program reads ${FORMAT}: use a newer one.`;
      throw new ArchiveError("newer", message);
    }
    this.#header = header;
  }

  #damaged(what: string): ArchiveError {
    return new ArchiveError("damaged", `The archive is damaged: ${what}. ${elsewhere}`, this.count);
  }
}

/** One record as it lies there. The bytes are only good until the next one is asked for. */
interface Lying {
  readonly message: Uint8Array;
  /** With its length before it. */
  readonly whole: Uint8Array;
}

/** Cuts bytes into records. */
async function* cut(
  chunks: AsyncIterable<Uint8Array>,
  reading: Reading,
): AsyncGenerator<Lying, void> {
  let rest: Uint8Array[] = [];
  let [length, needed] = [0, 1];
  for await (const chunk of chunks) {
    rest.push(chunk);
    length += chunk.length;
    // Joined when there is enough for a record, so that a long one isn't joined again with each piece of it.
    if (length < needed) continue;
    const bytes = rest.length === 1 ? chunk : Buffer.concat(rest);
    let at = 0;
    for (;;) {
      const size = sizeAt(bytes.subarray(at), reading.count);
      needed = size === undefined ? bytes.length - at + 1 : size.header + size.body;
      if (size === undefined || at + needed > bytes.length) break;
      const whole = bytes.subarray(at, at + needed);
      yield { message: whole.subarray(size.header), whole };
      at += needed;
    }
    rest = [bytes.subarray(at)];
    length = bytes.length - at;
  }
  if (length === 0) return;
  if (reading.count === 0) throw foreign();
  const message = `The archive was cut: it ends within a record, after ${reading.count} whole ones. ${elsewhere}`;
  throw new ArchiveError("cut", message, reading.count);
}

function sizeAt(
  bytes: Uint8Array,
  count: number,
): { readonly header: number; readonly body: number } | undefined {
  if (bytes.length === 0) return undefined;
  let found;
  try {
    found = sizeDelimitedPeek(bytes.subarray(0, 10));
  } catch (error) {
    throw unreadable(count, "a length that doesn't end", error);
  }
  if (found.eof) return undefined;
  if (found.size > LONGEST)
    throw unreadable(count, `a length of ${found.size} bytes, above the limit of ${LONGEST}`);
  return { header: found.offset, body: found.size };
}

function decode(message: Uint8Array, count: number): ArchiveRecord {
  try {
    return fromBinary(ArchiveRecordSchema, message);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw unreadable(count, `what can't be read: ${problem}`, error);
  }
}

function unreadable(count: number, what: string, cause?: unknown): ArchiveError {
  if (count === 0) return foreign(cause);
  const message = `The archive is damaged: record ${count + 1} has ${what}. ${elsewhere}`;
  return new ArchiveError("damaged", message, count, { cause });
}

function foreign(cause?: unknown): ArchiveError {
  const message =
    "This is no archive of a run: it doesn't begin like one. Archives are written by `runledger prune --archive` and by a " +
    "gateway with --archive.";
  return new ArchiveError("foreign", message, 0, { cause });
}
