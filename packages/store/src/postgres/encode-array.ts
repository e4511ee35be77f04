// The binary form of arrays. A driver that writes arrays as text escapes every element and writes bytes as hexadecimal
// digits, which the server takes apart again; this form it only copies.
// Source: array_recv in src/backend/utils/adt/arrayfuncs.c.

// Source of the numbers: src/include/catalog/pg_type.dat.
const BYTEA = 17;
const BIGINT = 20;
const TEXT = 25;

const HEADER = 20;
const NULL_LENGTH = -1;

/** Encodes numbers, or null, as a `bigint[]`. */
export function encodeBigints(values: readonly (number | bigint | null)[]): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER + values.length * 12);
  let at = writeHeader(buffer, BIGINT, values.length, values.includes(null));
  for (const value of values) {
    if (value === null) {
      at = buffer.writeInt32BE(NULL_LENGTH, at);
      continue;
    }
    at = buffer.writeInt32BE(8, at);
    at = buffer.writeBigInt64BE(BigInt(value), at);
  }
  return buffer.subarray(0, at);
}

/** Encodes texts as a `text[]`. */
export function encodeTexts(values: readonly string[]): Buffer {
  const lengths = values.map((value) => Buffer.byteLength(value));
  const buffer = allocate(lengths);
  let at = writeHeader(buffer, TEXT, values.length, false);
  for (const [i, value] of values.entries()) {
    at = buffer.writeInt32BE(lengths[i] ?? 0, at);
    at += buffer.write(value, at, "utf8");
  }
  return buffer;
}

/** Encodes bytes as a `bytea[]`. */
export function encodeBlobs(values: readonly Uint8Array[]): Buffer {
  const buffer = allocate(values.map(({ length }) => length));
  let at = writeHeader(buffer, BYTEA, values.length, false);
  for (const value of values) {
    at = buffer.writeInt32BE(value.length, at);
    buffer.set(value, at);
    at += value.length;
  }
  return buffer;
}

function allocate(lengths: readonly number[]): Buffer {
  return Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, HEADER));
}

/** Writes the header of an array of one dimension, and returns where its first element stands. */
function writeHeader(buffer: Buffer, type: number, length: number, hasNull: boolean): number {
  let at = buffer.writeInt32BE(1, 0);
  at = buffer.writeInt32BE(hasNull ? 1 : 0, at);
  at = buffer.writeInt32BE(type, at);
  at = buffer.writeInt32BE(length, at);
  return buffer.writeInt32BE(1, at);
}
