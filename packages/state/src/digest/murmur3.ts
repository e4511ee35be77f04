// The mixing constants and rotations of MurmurHash3's form for 32-bit machines with a result of 128 bits
// (Austin Appleby, 2011, in the public domain): JavaScript multiplies 32 bits exactly, and not 64.
const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

/** Four words of 32 bits: a number of 128 bits, the lowest first. */
export type Words = Uint32Array<ArrayBuffer>;

/** Hashes the first `length` bytes with MurmurHash3_x86_128 and the seed 0, into four words. */
export function murmur3(bytes: Uint8Array, length: number, into: Words): void {
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  const whole = length & ~15;
  for (let at = 0; at < whole; at += 16) {
    h1 ^= mix1(wordAt(bytes, at));
    h1 = (Math.imul(rotate(h1, 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 ^= mix2(wordAt(bytes, at + 4));
    h2 = (Math.imul(rotate(h2, 17) + h3, 5) + 0x0bcaa747) | 0;
    h3 ^= mix3(wordAt(bytes, at + 8));
    h3 = (Math.imul(rotate(h3, 15) + h4, 5) + 0x96cd1c35) | 0;
    h4 ^= mix4(wordAt(bytes, at + 12));
    h4 = (Math.imul(rotate(h4, 13) + h1, 5) + 0x32ac3b17) | 0;
  }
  // What is missing from the last block is as good as zeros, which mix to zeros.
  h4 ^= mix4(rest(bytes, whole + 12, length));
  h3 ^= mix3(rest(bytes, whole + 8, length));
  h2 ^= mix2(rest(bytes, whole + 4, length));
  h1 ^= mix1(rest(bytes, whole, length));
  finish(h1 ^ length, h2 ^ length, h3 ^ length, h4 ^ length, into);
}

function finish(a: number, b: number, c: number, d: number, into: Words): void {
  let h1 = (a + b + c + d) | 0;
  const h2 = finalMix((b + h1) | 0);
  const h3 = finalMix((c + h1) | 0);
  const h4 = finalMix((d + h1) | 0);
  h1 = finalMix(h1);
  h1 = (h1 + h2 + h3 + h4) | 0;
  into[0] = h1;
  into[1] = h2 + h1;
  into[2] = h3 + h1;
  into[3] = h4 + h1;
}

function mix1(word: number): number {
  return Math.imul(rotate(Math.imul(word, C1), 15), C2);
}

function mix2(word: number): number {
  return Math.imul(rotate(Math.imul(word, C2), 16), C3);
}

function mix3(word: number): number {
  return Math.imul(rotate(Math.imul(word, C3), 17), C4);
}

function mix4(word: number): number {
  return Math.imul(rotate(Math.imul(word, C4), 18), C1);
}

function finalMix(word: number): number {
  let hash = word;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function wordAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

function rest(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = Math.min(at + 4, length) - 1; i >= at; i--) value = (value << 8) | bytes[i]!;
  return value;
}
