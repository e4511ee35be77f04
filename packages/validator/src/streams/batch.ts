import type { Format } from "../input/format.ts";
import type { ReportType } from "../input/report-type.ts";
import type { Place } from "../stream/place.ts";

/** Records on their way to another thread: their bytes one after the other, and where each ends and stood. */
export interface Batch {
  readonly format: Format;
  readonly type: ReportType | undefined;
  readonly source: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Three numbers a record: its length, its first byte in the input, its line. */
  readonly records: Float64Array<ArrayBuffer>;
}

/** Tells another thread that no more batches come. */
export interface End {
  /** Whether the inputs were not read to their end. */
  readonly isCut: boolean;
}

/** In bytes, at which a batch is sent. */
const full = 512 * 1024;

/** Collects records into a batch. */
export class BatchBuilder {
  readonly #format: Format;
  readonly #type: ReportType | undefined;
  readonly #source: number;
  #bytes = new Uint8Array(full + 64 * 1024);
  #length = 0;
  #records: number[] = [];

  constructor(format: Format, source: number, type: ReportType | undefined) {
    this.#format = format;
    this.#type = type;
    this.#source = source;
  }

  /** Adds a record. @returns whether the batch is full */
  add(bytes: Uint8Array, byte: number, line: number): boolean {
    if (this.#length + bytes.length > this.#bytes.length) {
      const grown = new Uint8Array(this.#length + bytes.length);
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    this.#records.push(bytes.length, byte, line);
    return this.#length >= full;
  }

  /** Takes the batch out; undefined if it is empty. */
  take(): Batch | undefined {
    if (this.#records.length === 0) return undefined;
    const batch = {
      format: this.#format,
      type: this.#type,
      source: this.#source,
      bytes: this.#bytes,
      records: Float64Array.from(this.#records),
    };
    this.#bytes = new Uint8Array(full + 64 * 1024);
    this.#length = 0;
    this.#records = [];
    return batch;
  }
}

/** Goes through the records of a batch. */
export function unpack(
  { source, bytes, records }: Batch,
  take: (record: Uint8Array, place: Place) => void,
): void {
  let start = 0;
  for (let at = 0; at < records.length; at += 3) {
    const end = start + (records[at] ?? 0);
    take(bytes.subarray(start, end), {
      source,
      byte: records[at + 1] ?? 0,
      line: records[at + 2] ?? 0,
    });
    start = end;
  }
}
