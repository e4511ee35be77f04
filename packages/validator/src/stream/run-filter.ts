/** In bits: 1 MiB, which tells a million names apart with one mistake in fifty. */
const size = 2 ** 23;

/**
 * Remembers names in a fixed amount of memory: it never denies one that was added, and may claim one that wasn't (a Bloom
 * filter with four hashes).
 */
export class RunFilter {
  #bits: Uint32Array | undefined;

  add(name: string): void {
    this.#bits ??= new Uint32Array(size / 32);
    for (const bit of bitsOf(name)) {
      this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  has(name: string): boolean {
    const bits = this.#bits;
    if (bits === undefined) return false;
    return bitsOf(name).every((bit) => ((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0);
  }
}

function bitsOf(name: string): number[] {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
  }
  return [0, 1, 2, 3].map((i) => (a + Math.imul(i, b | 1)) & (size - 1));
}
