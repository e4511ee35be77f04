import { ScalarType } from "@bufbuild/protobuf";
import { doubt, unsure } from "./doubt.ts";
import { LENGTH_DELIMITED, tagOf, VARINT } from "./tag-of.ts";
import type { WriteValue } from "./write-value.ts";

/** Makes the writer of a text, a boolean or a whole number; other scalars are seldom, and left to `toBinary`. */
export function compileScalar(field: number, type: ScalarType): WriteValue {
  switch (type) {
    case ScalarType.STRING:
      return compileText(tagOf(field, LENGTH_DELIMITED));
    case ScalarType.BOOL:
      return compileBoolean(tagOf(field, VARINT));
    case ScalarType.INT32:
      return compileInt32(tagOf(field, VARINT));
    case ScalarType.UINT32:
      return compileUint32(tagOf(field, VARINT));
    case ScalarType.INT64:
      return compileBigint(tagOf(field, VARINT), wrapSigned);
    case ScalarType.UINT64:
      return compileBigint(tagOf(field, VARINT), wrapUnsigned);
    default:
      return unsure;
  }
}

function compileText(tag: number): WriteValue {
  return (writer, value) => {
    if (typeof value !== "string") throw doubt;
    writer.uint32(tag);
    writer.text(value);
  };
}

function compileBoolean(tag: number): WriteValue {
  return (writer, value) => {
    if (typeof value !== "boolean") throw doubt;
    writer.uint32(tag);
    writer.uint32(value ? 1 : 0);
  };
}

function compileInt32(tag: number): WriteValue {
  return (writer, value) => {
    if (typeof value !== "number" || (value | 0) !== value) throw doubt;
    writer.uint32(tag);
    if (value >= 0) writer.uint32(value);
    else writer.uint64(wrapUnsigned(BigInt(value)));
  };
}

function compileUint32(tag: number): WriteValue {
  return (writer, value) => {
    if (typeof value !== "number" || value >>> 0 !== value) throw doubt;
    writer.uint32(tag);
    writer.uint32(value);
  };
}

const wrapSigned = (value: bigint): bigint => BigInt.asIntN(64, value);
const wrapUnsigned = (value: bigint): bigint => BigInt.asUintN(64, value);

/** @param wrap keeps a value within 64 bits: what it changes doesn't fit */
function compileBigint(tag: number, wrap: (value: bigint) => bigint): WriteValue {
  return (writer, value) => {
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
  };
}
