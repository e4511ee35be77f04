import { doubt } from "./doubt.ts";
import type { MessageWriter } from "./message-writer.ts";

// Each writes a tag and a value of one type. They throw where a value isn't of it: `toBinary` knows what to say.

export function writeText(writer: MessageWriter, tag: number, value: unknown): void {
  if (typeof value !== "string") throw doubt;
  writer.uint32(tag);
  writer.text(value);
}

export function writeBoolean(writer: MessageWriter, tag: number, value: unknown): void {
  if (typeof value !== "boolean") throw doubt;
  writer.uint32(tag);
  writer.uint32(value ? 1 : 0);
}

export function writeInt32(writer: MessageWriter, tag: number, value: unknown): void {
  if (typeof value !== "number" || (value | 0) !== value) throw doubt;
  writer.uint32(tag);
  if (value >= 0) writer.uint32(value);
  else writer.uint64(wrapUnsigned(BigInt(value)));
}

export function writeUint32(writer: MessageWriter, tag: number, value: unknown): void {
  if (typeof value !== "number" || value >>> 0 !== value) throw doubt;
  writer.uint32(tag);
  writer.uint32(value);
}

export function writeInt64(writer: MessageWriter, tag: number, value: unknown): void {
  writeBigint(writer, tag, value, wrapSigned);
}

export function writeUint64(writer: MessageWriter, tag: number, value: unknown): void {
  writeBigint(writer, tag, value, wrapUnsigned);
}

const wrapSigned = (value: bigint): bigint => BigInt.asIntN(64, value);
const wrapUnsigned = (value: bigint): bigint => BigInt.asUintN(64, value);

/** @param wrap keeps a value within 64 bits: what it changes doesn't fit */
function writeBigint(
  writer: MessageWriter,
  tag: number,
  value: unknown,
  wrap: (value: bigint) => bigint,
): void {
  if (typeof value !== "bigint") throw doubt;
  const number = Number(value);
  // The usual case, found without making another bigint.
  if (number >= 0 && number <= Number.MAX_SAFE_INTEGER) {
    writer.uint32(tag);
    writer.uint53(number);
    return;
  }
  if (wrap(value) !== value) throw doubt;
  writer.uint32(tag);
  writer.uint64(wrapUnsigned(value));
}
