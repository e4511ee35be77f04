import { isTable, type Table } from "../table/table.ts";

/**
 * A table while it crosses between threads: all texts in one, but for those that the row before has as well. A thread copies
 * one long string many times faster than the thousands of short ones that it is made of, and most rows are much like the
 * one before.
 */
interface CrossingTable extends Omit<Table, "texts"> {
  readonly text: string;
  /** How long each text is, in UTF-16 units. `SAME` stands for the text of the row before. */
  readonly textLengths: Uint32Array<ArrayBuffer>;
}

/** No text is that long: V8's limit is 2^29 - 24 units. */
const SAME = 0xffff_ffff;

/** What is sent to another thread. */
export interface Crossing {
  readonly value: unknown;
  /** What of it is handed over instead of copied. */
  readonly transfers: ArrayBuffer[];
}

/** Makes a value ready to cross: a table, or an object with tables in it, or whatever else can be cloned. */
export function toCrossing(value: unknown): Crossing {
  const transfers: ArrayBuffer[] = [];
  const crossing = mapTables(value, isTable, (table) => joinTexts(table, transfers));
  return { value: crossing, transfers };
}

/** Makes of what has crossed what it was before. */
export function fromCrossing(value: unknown): unknown {
  return mapTables(value, isCrossingTable, splitTexts);
}

/** Replaces a value if it is a table, and otherwise the tables that it has, one level deep. */
function mapTables<From>(
  value: unknown,
  matches: (inner: unknown) => inner is From,
  replace: (table: From) => unknown,
): unknown {
  if (matches(value)) return replace(value);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  // Most objects have none, and arrays never: those are left as they are.
  if (!entries.some(([, inner]) => matches(inner))) return value;
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, matches(inner) ? replace(inner) : inner]),
  );
}

function joinTexts({ texts, ...table }: Table, transfers: ArrayBuffer[]): CrossingTable {
  const textLengths = new Uint32Array(texts.length);
  const aRow = texts.length / table.length;
  const others: string[] = [];
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index] ?? "";
    const isSame = text === texts[index - aRow];
    textLengths[index] = isSame ? SAME : text.length;
    if (!isSame) others.push(text);
  }
  const { numbers, bytes, lengths } = table;
  transfers.push(numbers.buffer, bytes.buffer, lengths.buffer, textLengths.buffer);
  return { ...table, text: others.join(""), textLengths };
}

function splitTexts({ text, textLengths, ...table }: CrossingTable): Table {
  const texts: string[] = [];
  const aRow = textLengths.length / table.length;
  let start = 0;
  for (const length of textLengths) {
    if (length === SAME) texts.push(texts[texts.length - aRow] ?? "");
    else texts.push(text.slice(start, (start += length)));
  }
  return { ...table, texts };
}

function isCrossingTable(value: unknown): value is CrossingTable {
  return typeof value === "object" && value !== null && "textLengths" in value;
}
