import { InputError } from "./input-error.ts";
import { Remainder } from "./remainder.ts";
import { type Emit, type Splitter, longestRecord } from "./splitter.ts";

/** Cuts size-delimited messages: each has its length before it, as a varint. */
export class DelimitedSplitter implements Splitter {
  readonly #rest = new Remainder();
  /** How many bytes the record in the remainder needs, its length included; 0 while that isn't known. */
  #needed = 0;
  /** The offset of the first byte that is kept. */
  #byte = 0;

  push(chunk: Uint8Array, emit: Emit): void {
    let at = 0;
    while (this.#rest.length > 0 && at < chunk.length) at += this.#fill(chunk.subarray(at), emit);
    while (at < chunk.length) {
      const size = this.#sizeAt(chunk, at);
      if (size === undefined || at + size.header + size.body > chunk.length) break;
      const start = at + size.header;
      at = start + size.body;
      emit(chunk.subarray(start, at), this.#byte, 0);
      this.#byte += size.header + size.body;
    }
    if (at < chunk.length) {
      this.#rest.append(chunk.subarray(at));
      this.#measure();
    }
  }

  end(): void {
    if (this.#rest.length === 0) return;
    const wanted =
      this.#needed === 0 ? "the length of a record" : `a record of ${this.#needed} bytes`;
    // Whatever is no JSON is taken for this, so where nothing could be read it may be something else altogether.
    const why =
      this.#byte === 0
        ? "it was cut, or it is neither JSON nor size-delimited protobuf"
        : "it was cut";
    throw new InputError(
      `the input ends within ${wanted}, after ${this.#rest.length} bytes of it: ${why}.`,
      this.#byte,
    );
  }

  /** Adds to the record that is kept. @returns how many bytes it took */
  #fill(chunk: Uint8Array, emit: Emit): number {
    // One byte at a time only until the length is known: five bytes at most.
    const wanted = this.#needed === 0 ? 1 : this.#needed - this.#rest.length;
    const part = chunk.subarray(0, wanted);
    this.#rest.append(part);
    if (this.#needed === 0) this.#measure();
    if (this.#needed > 0 && this.#rest.length === this.#needed) {
      const { bytes } = this.#rest;
      const header = this.#sizeAt(bytes, 0)?.header ?? 0;
      emit(bytes.subarray(header), this.#byte, 0);
      this.#byte += this.#needed;
      this.#needed = 0;
      this.#rest.clear();
    }
    return part.length;
  }

  #measure(): void {
    const size = this.#sizeAt(this.#rest.bytes, 0);
    this.#needed = size === undefined ? 0 : size.header + size.body;
  }

  /** Reads the length of the record that begins there; undefined if the bytes don't hold it whole. */
  #sizeAt(bytes: Uint8Array, start: number): { header: number; body: number } | undefined {
    let body = 0;
    for (let i = 0; start + i < bytes.length; i++) {
      const byte = bytes[start + i] ?? 0;
      body += (byte & 0x7f) * 2 ** (7 * i);
      if (body > longestRecord) {
        throw new InputError(
          `a record of ${body} bytes or more, above the limit of ${longestRecord}: this is no size-delimited stream, ` +
            "or it is damaged here.",
          this.#byte,
        );
      }
      if (byte < 0x80) return { header: i + 1, body };
      if (i >= 9)
        throw new InputError(
          "a length that doesn't end: this is no size-delimited stream.",
          this.#byte,
        );
    }
    return undefined;
  }
}
