/** How much is allocated at a time. Many messages share it, so that each costs no allocation of its own. */
const CHUNK = 65_536;

/** Texts up to this length are written character by character while they are ASCII; it must be less than 128. */
const SHORT = 100;

/** A unit of UTF-16 takes three bytes at most, a length five. */
const BYTES_A_UNIT = 3;
const LONGEST_VARINT = 10;

const encoder = new TextEncoder();

/** Writes messages one after the other into memory that they share. */
export class MessageWriter {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(CHUNK);
  #at = 0;
  #start = 0;

  /** Begins a message, and forgets what was written of one that wasn't finished. */
  begin(): void {
    this.#at = this.#start;
  }

  /** Ends the message. Its bytes are a view of memory that others share. */
  finish(): Uint8Array {
    const written = this.#bytes.subarray(this.#start, this.#at);
    this.#start = this.#at;
    return written;
  }

  /** Writes a varint of up to 32 bits. */
  uint32(value: number): void {
    this.#reserve(LONGEST_VARINT);
    const bytes = this.#bytes;
    let rest = value;
    while (rest > 0x7f) {
      bytes[this.#at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[this.#at++] = rest;
  }

  /** Writes a varint of up to 53 bits. */
  uint53(value: number): void {
    this.#reserve(LONGEST_VARINT);
    const bytes = this.#bytes;
    let rest = value;
    while (rest > 0xffff_ffff) {
      bytes[this.#at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.uint32(rest);
  }

  /** Writes a varint of up to 64 bits. */
  uint64(value: bigint): void {
    this.#reserve(LONGEST_VARINT);
    let rest = value;
    while (rest > 0x7fn) {
      this.#bytes[this.#at++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.#bytes[this.#at++] = Number(rest);
  }

  /** Writes a text with its length. */
  text(value: string): void {
    const { length } = value;
    this.#reserve(length * BYTES_A_UNIT + LONGEST_VARINT);
    if (length <= SHORT && this.#ascii(value)) return;
    const width = sizeOf(length);
    const mark = this.open(width);
    this.#at += encoder.encodeInto(value, this.#bytes.subarray(this.#at)).written;
    this.close(mark, width);
  }

  /** Writes bytes as they are. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /**
   * Leaves room for the length of what follows. Returns what `close` must be told.
   *
   * @param width how many bytes the length will take, as far as can be told
   */
  open(width: number): number {
    this.#reserve(width);
    this.#at += width;
    return this.#at - this.#start;
  }

  /**
   * Fills in the length of what was written since `open`, and moves that where the length needs more room than was left, or
   * less. Returns how many bytes the length took.
   */
  close(mark: number, width: number): number {
    const length = this.#at - this.#start - mark;
    const size = sizeOf(length);
    this.#reserve(size + LONGEST_VARINT);
    const begin = this.#start + mark;
    if (size !== width) this.#bytes.copyWithin(begin + size - width, begin, this.#at);
    this.#at = begin - width;
    this.uint32(length);
    this.#at += length;
    return size;
  }

  /** Writes a short text if it is ASCII. Writes nothing, and says so, if it isn't. */
  #ascii(value: string): boolean {
    const { length } = value;
    const bytes = this.#bytes;
    const from = this.#at;
    bytes[from] = length;
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return false;
      bytes[from + 1 + index] = code;
    }
    this.#at = from + 1 + length;
    return true;
  }

  /** Makes room, in another chunk where there is none: what is written of this message goes along. */
  #reserve(size: number): void {
    if (this.#at + size <= this.#bytes.length) return;
    const written = this.#bytes.subarray(this.#start, this.#at);
    const next = new Uint8Array(Math.max(CHUNK, 2 * (written.length + size)));
    next.set(written);
    this.#bytes = next;
    this.#start = 0;
    this.#at = written.length;
  }
}

/** How many bytes a varint takes. */
function sizeOf(value: number): number {
  let size = 1;
  for (let rest = value; rest > 0x7f; rest >>>= 7) size += 1;
  return size;
}
