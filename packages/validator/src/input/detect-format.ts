import { decodeBinary } from "./decode-binary.ts";
import type { Format } from "./format.ts";
import { InputError } from "./input-error.ts";

const blank: ReadonlySet<number> = new Set([32, 9, 10, 13]);

/**
 * Finds out how records are written, by the first bytes of the input. A brace or bracket may also be the length of a first
 * message of 123 or 91 bytes: then the bytes after it have to be one.
 *
 * @param bytes the first chunk
 * @throws InputError where it is none of the formats
 */
export function detectFormat(bytes: Uint8Array): Format {
  const [first = 0, second = 0, third = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new InputError("this is UTF-16; JSON must be UTF-8.", 0);
  }
  const isMarked = first === 0xef && second === 0xbb && third === 0xbf;
  let at = isMarked ? 3 : 0;
  while (at < bytes.length && blank.has(bytes[at] ?? 0)) at++;
  const opening = String.fromCharCode(bytes[at] ?? 0);
  if (opening !== "{" && opening !== "[") {
    // A message of 10, 13 or 32 bytes would begin like blank space; whatever is no JSON can only be messages.
    return "delimited";
  }
  if (at === 0 && isMessage(bytes.subarray(1, 1 + first))) return "delimited";
  return opening === "{" ? "lines" : "array";
}

function isMessage(bytes: Uint8Array): boolean {
  try {
    const entry = decodeBinary(bytes);
    if (entry.kind !== "report") return true;
    return entry.told.action !== "" && entry.unknown === undefined;
  } catch {
    return false;
  }
}
