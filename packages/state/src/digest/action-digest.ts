import { murmur3, type Words } from "./murmur3.ts";
import { writeText } from "./write-text.ts";

let bytes = new Uint8Array(1024);
const hash: Words = new Uint32Array(4);

/**
 * A digest of a set of actions, each with the revision at which it last changed: equal for equal sets, in whatever order they
 * came together, and kept up to date by adding and removing.
 *
 * It is the sum, modulo 2^128, of a hash of each: MurmurHash3_x86_128, seed 0, of the name in UTF-8 and the revision as 8
 * bytes, the lowest first. That finds what went wrong by accident (something lost, told twice, out of date) but for one case
 * in about 2^128. It is no signature: whoever wants two sets of the same digest can make them.
 */
export class ActionDigest {
  readonly #sum: Words = new Uint32Array(4);
  #count = 0;

  /** How many actions there are. */
  get count(): number {
    return this.#count;
  }

  /** Adds an action that isn't there. */
  add(name: string, revision: number): void {
    this.#count += 1;
    hashOf(name, revision);
    let carry = 0;
    for (let i = 0; i < 4; i++) {
      const sum = this.#sum[i]! + hash[i]! + carry;
      this.#sum[i] = sum;
      carry = sum > 0xffffffff ? 1 : 0;
    }
  }

  /** Removes an action that is there, at the revision that it was added with. */
  remove(name: string, revision: number): void {
    this.#count -= 1;
    hashOf(name, revision);
    let borrow = 0;
    for (let i = 0; i < 4; i++) {
      const difference = this.#sum[i]! - hash[i]! - borrow;
      this.#sum[i] = difference;
      borrow = difference < 0 ? 1 : 0;
    }
  }

  /** Writes the sum as 16 bytes, the highest first: what the protocol carries. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const written = new Uint8Array(16);
    const view = new DataView(written.buffer);
    for (let i = 0; i < 4; i++) view.setUint32(4 * i, this.#sum[3 - i]!);
    return written;
  }

  /** Writes the sum as 32 hexadecimal digits, the highest first: what GraphQL carries. */
  toString(): string {
    return [...this.#sum].toReversed().map(toHex).join("");
  }
}

function toHex(word: number): string {
  return word.toString(16).padStart(8, "0");
}

function hashOf(name: string, revision: number): void {
  const most = 3 * name.length + 8;
  if (most > bytes.length) bytes = new Uint8Array(2 * most);
  const length = writeText(name, bytes);
  let rest = revision;
  for (let i = 0; i < 8; i++) {
    bytes[length + i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  murmur3(bytes, length + 8, hash);
}
