import { ScalarType } from "@bufbuild/protobuf";
import { base64Encode } from "@bufbuild/protobuf/wire";

/** Makes what writes a scalar as JSON, as protobuf has it: 64-bit numbers as texts, bytes as base64. */
export function scalarText(type: ScalarType): (value: unknown) => string {
  switch (type) {
    case ScalarType.STRING:
      return JSON.stringify;
    case ScalarType.BYTES:
      return (value) => `"${base64Encode(value as Uint8Array)}"`;
    case ScalarType.INT64:
    case ScalarType.UINT64:
    case ScalarType.SINT64:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return (value) => `"${String(value)}"`;
    case ScalarType.DOUBLE:
      return (value) => numberText(value as number);
    case ScalarType.FLOAT:
      return (value) => numberText(shortestFloat(value as number));
    default:
      return String;
  }
}

/** Writes a number. JSON has none for some, and protobuf texts for them. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return `"${String(value)}"`;
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Finds the shortest number that is the same as a float of 32 bits: 0.1, and not 0.10000000149011612. */
function shortestFloat(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** Lists what a map field holds, which may be a plain object or one that reflection gives. */
export function mapEntries(map: unknown): [key: string, value: unknown][] {
  if (Symbol.iterator in (map as object)) {
    return [...(map as Iterable<[unknown, unknown]>)].map(([key, value]) => [String(key), value]);
  }
  return Object.entries(map as object);
}
