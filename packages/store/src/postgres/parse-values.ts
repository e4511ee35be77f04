// Source of the numbers: src/include/catalog/pg_type.dat.
const BOOLEAN = 16;
const BYTEA = 17;
const NUMBERS: ReadonlySet<number> = new Set([20, 21, 23, 26, 1700]);

/** How values of each type are read off the wire. Numbers above 2^53 don't occur: revisions, times in microseconds, ids. */
export const valueParsers = {
  getTypeParser(type: number): (text: string) => unknown {
    if (NUMBERS.has(type)) return Number;
    if (type === BYTEA) return parseBytes;
    if (type === BOOLEAN) return parseBoolean;
    return parseText;
  },
};

const parseText = (text: string): string => text;
const parseBoolean = (text: string): boolean => text === "t";

/** Reads `\x` and hexadecimal digits. The bytes stand in memory of their own, so that keeping few keeps no page alive. */
function parseBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2 - 1);
  Buffer.from(bytes.buffer).write(text.slice(2), "hex");
  return bytes;
}
