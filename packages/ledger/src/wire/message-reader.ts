import { getTextEncoding } from "@bufbuild/protobuf/wire";
import { doubt } from "./doubt.ts";

/** Texts up to this length are looked up among those that were read before: most of them come again and again. */
const SHORT = 32;

/** How many short texts are remembered. A power of two. */
const REMEMBERED = 4096;

const NONE = new Uint8Array();
/** Makes a text of bytes below 128, without a view on them. */
const latin1Slice = Reflect.get(Buffer.prototype, "latin1Slice") as (
  this: Uint8Array,
  from: number,
  end: number,
) => string;
const { decodeUtf8 } = getTextEncoding();
const remembered: string[] = Array.from({ length: REMEMBERED }, () => "");

/**
 * Reads what messages are made of, out of the bytes of one message after the other. Throws where `fromBinary` has to be asked:
 * for numbers that are written as seldom, and for bytes that end too early.
 */
export class MessageReader {
  /** Where the next byte is. */
  at = 0;
  #bytes: Uint8Array = NONE;

  /** Begins with other bytes. Returns where they end. */
  begin(bytes: Uint8Array): number {
    this.at = 0;
    this.#bytes = bytes;
    return bytes.length;
  }

  /** Lets go of the bytes. */
  finish(): void {
    this.#bytes = NONE;
  }

  /** Reads a varint of up to 32 bits: a number, or the tag of a field. */
  uint32(): number {
    const bytes = this.#bytes;
    let byte = this.#byte(bytes);
    let value = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = this.#byte(bytes);
      if (shift === 28 && byte > 0x0f) throw doubt;
      value |= (byte & 0x7f) << shift;
    }
    return value >>> 0;
  }

  /** Reads a whole number that isn't negative: the others take ten bytes. */
  int32(): number {
    return this.uint32() | 0;
  }

  /** Reads a whole number up to 2^53 that isn't negative. */
  int64(): bigint {
    const bytes = this.#bytes;
    let byte = this.#byte(bytes);
    let value = byte & 0x7f;
    for (let unit = 0x80; byte > 0x7f; unit *= 0x80) {
      byte = this.#byte(bytes);
      value += (byte & 0x7f) * unit;
      if (value > Number.MAX_SAFE_INTEGER) throw doubt;
    }
    return BigInt(value);
  }

  bool(): boolean {
    const byte = this.#byte(this.#bytes);
    if (byte > 1) throw doubt;
    return byte === 1;
  }

  /** Reads a length. Returns where what is so long ends. */
  end(): number {
    const length = this.uint32();
    const end = this.at + length;
    if (end > this.#bytes.length) throw doubt;
    return end;
  }

  /** Reads a message as bytes: a view. */
  raw(): Uint8Array {
    const end = this.end();
    const raw = this.#bytes.subarray(this.at, end);
    this.at = end;
    return raw;
  }

  text(): string {
    const end = this.end();
    const from = this.at;
    this.at = end;
    const bytes = this.#bytes;
    let hash = 0;
    for (let at = from; at < end; at += 1) {
      const byte = bytes[at]!;
      if (byte > 0x7f) return decodeUtf8(bytes.subarray(from, end), true);
      hash = Math.imul(hash ^ byte, 0x0100_0193);
    }
    if (end - from > SHORT) return latin1Slice.call(bytes, from, end);
    return this.#remembered(from, end, (hash ^ (hash >>> 15)) & (REMEMBERED - 1));
  }

  /** Finds a short text among those that were read before, or remembers it. */
  #remembered(from: number, end: number, place: number): string {
    const known = remembered[place]!;
    if (known.length === end - from && this.#is(known, from)) return known;
    return (remembered[place] = latin1Slice.call(this.#bytes, from, end));
  }

  #is(text: string, from: number): boolean {
    const bytes = this.#bytes;
    for (let index = 0; index < text.length; index += 1) {
      if (text.charCodeAt(index) !== bytes[from + index]) return false;
    }
    return true;
  }

  #byte(bytes: Uint8Array): number {
    const byte = bytes[this.at];
    if (byte === undefined) throw doubt;
    this.at += 1;
    return byte;
  }
}
