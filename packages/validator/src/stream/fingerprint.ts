import type { Message } from "@bufbuild/protobuf";

const names = new Map<string, number>();

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return mix(hash ^ text.length);
}

/** The finalizer of MurmurHash3: each bit of the input changes half of the output's. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function hashName(name: string): number {
  let hash = names.get(name);
  if (hash === undefined) {
    hash = hashText(name);
    names.set(name, hash);
  }
  return hash;
}

const numbers = new DataView(new ArrayBuffer(8));

function hashNumber(value: number): number {
  if ((value | 0) === value) return mix(value);
  numbers.setFloat64(0, value);
  return mix(numbers.getInt32(0) ^ Math.imul(numbers.getInt32(4), 31));
}

function hashValue(value: unknown): number {
  switch (typeof value) {
    case "string":
      return hashText(value);
    case "number":
      return hashNumber(value);
    case "bigint":
      return hashNumber(Number(value));
    case "boolean":
      return value ? 1 : 2;
    case "object":
      return value === null ? 0 : hashObject(value);
    default:
      return 0;
  }
}

function hashObject(value: object): number {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    let hash = 17;
    for (const each of value as unknown as Iterable<unknown>) {
      hash = mix(Math.imul(hash, 31) ^ hashValue(each));
    }
    return hash;
  }
  return hashFields(value as Message, "");
}

/** Adds fields up, since they may have been set in any order. A field with its default value is as good as none. */
function hashFields(message: Message, skipped: string): number {
  let sum = 0;
  const fields = message as unknown as Record<string, unknown>;
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined || value === "" || value === 0 || value === false) continue;
    if (value === 0n || name === "$typeName" || name === skipped) continue;
    if (Array.isArray(value) && value.length === 0) continue;
    sum = (sum + mix(hashName(name) ^ Math.imul(hashValue(value), 0x9e3779b1))) | 0;
  }
  return sum;
}

/**
 * Sums a message up in 32 bits: messages that say the same have the same sum, and of two that don't, one in four thousand
 * millions has. Whether a field was set to its default value or left out doesn't matter.
 *
 * @param skipped a field that doesn't count, by its name in the object
 */
export function fingerprint(message: Message, skipped = ""): number {
  return hashFields(message, skipped) >>> 0;
}
