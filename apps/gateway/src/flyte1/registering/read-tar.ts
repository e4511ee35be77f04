import type { NamedBytes } from "./named-bytes.ts";
import { RegisterError } from "./register-error.ts";

/** Everything in a tar lies on a multiple of this. Source: POSIX.1-2017, pax, "ustar Interchange Format". */
const BLOCK = 512;

/** What an entry is, as its header says. */
const FILES: ReadonlySet<string> = new Set(["0", "\0", "7"]);
const GNU_LONG_NAME = "L";
const PAX_OF_NEXT = "x";

const text = new TextDecoder();

/**
 * Reads the files of a tar, with names of any length as POSIX (pax) and GNU write them. What is no file is passed over.
 *
 * @param name what the tar is called
 * @throws RegisterError for what is no tar, or is cut short
 */
export function readTar(name: string, bytes: Uint8Array): NamedBytes[] {
  const files: NamedBytes[] = [];
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return files;
    if (!isSound(header)) throw new RegisterError(name, `is no tar: byte ${at} begins no entry.`);
    const size = readNumber(header, 124, 12);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) {
      throw new RegisterError(name, "is cut short: an entry ends after it. Make it anew.");
    }
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === GNU_LONG_NAME) longName = readText(content, 0, size);
    else if (type === PAX_OF_NEXT) longName = paxPath(content) ?? longName;
    else {
      if (FILES.has(type)) files.push({ name: longName ?? nameOf(header), bytes: content });
      longName = undefined;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

/** Whether the sum of a header is what it says, its own field counted as spaces. */
function isSound(header: Uint8Array): boolean {
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  return sum === readNumber(header, 148, 8);
}

function nameOf(header: Uint8Array): string {
  const isUstar = readText(header, 257, 5) === "ustar";
  const prefix = isUstar ? readText(header, 345, 155) : "";
  const name = readText(header, 0, 100);
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** Finds a path among records of the form "LENGTH KEY=VALUE\n". */
function paxPath(content: Uint8Array): string | undefined {
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = Number(text.decode(content.subarray(at, Math.max(at, space))));
    if (space < 0 || !(length > 0)) return undefined;
    const record = text.decode(content.subarray(space + 1, at + length - 1));
    if (record.startsWith("path=")) return record.slice("path=".length);
    at += length;
  }
  return undefined;
}

function readNumber(header: Uint8Array, at: number, length: number): number {
  const octal = readText(header, at, length).trim();
  return /^[0-7]+$/.test(octal) ? Number.parseInt(octal, 8) : 0;
}

function readText(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return text.decode(end < 0 ? field : field.subarray(0, end));
}
