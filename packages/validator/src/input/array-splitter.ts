import { InputError } from "./input-error.ts";
import { Remainder } from "./remainder.ts";
import { type Emit, type Splitter, longestRecord } from "./splitter.ts";

const code = (text: string): number => text.charCodeAt(0);
const quote = code('"');
const backslash = code("\\");
const comma = code(",");
const newline = code("\n");
const opening: ReadonlySet<number> = new Set([code("["), code("{")]);
const closing: ReadonlySet<number> = new Set([code("]"), code("}")]);
const blank: ReadonlySet<number> = new Set([32, 9, 13, newline]);

/** Cuts the elements of one JSON array, without reading more of it than where each begins and ends. */
export class ArraySplitter implements Splitter {
  readonly #rest = new Remainder();
  /** How many brackets are open. 0: before the array. */
  #depth = 0;
  #isInText = false;
  #isEscaped = false;
  #isOver = false;
  #byte = 0;
  #line = 1;
  /** Where the element began; -1 between elements. */
  #startByte = -1;
  #startLine = 0;

  push(chunk: Uint8Array, emit: Emit): void {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      const isIn = this.#startByte >= 0;
      const isEnd = this.#step(byte);
      if (!isIn && this.#startByte >= 0) start = at;
      if (isEnd) {
        this.#keep(chunk.subarray(start, at));
        emit(this.#rest.bytes, this.#startByte, this.#startLine);
        this.#rest.clear();
        this.#startByte = -1;
      }
      this.#byte += 1;
      if (byte === newline) this.#line += 1;
    }
    if (this.#startByte >= 0) this.#keep(chunk.subarray(start));
  }

  end(): void {
    if (this.#isOver) return;
    throw new InputError("the input ends within the array: it was cut.", this.#byte, this.#line);
  }

  /** Takes one byte. @returns whether an element ends before it */
  #step(byte: number): boolean {
    if (this.#isInText) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === backslash) this.#isEscaped = true;
      else if (byte === quote) this.#isInText = false;
      return false;
    }
    if (blank.has(byte)) return false;
    if (this.#isOver) throw this.#error("something follows the array");
    if (this.#depth === 0) {
      if (byte !== code("[")) throw this.#error("the array must begin with [");
      this.#depth = 1;
      return false;
    }
    return this.#stepWithin(byte);
  }

  #stepWithin(byte: number): boolean {
    if (this.#depth === 1 && (byte === comma || closing.has(byte))) {
      if (byte === code("}")) throw this.#error("} closes nothing");
      this.#isOver = byte !== comma;
      const isEnd = this.#startByte >= 0;
      if (!isEnd && byte === comma) throw this.#error("a comma stands where an element should");
      return isEnd;
    }
    if (this.#startByte < 0) {
      this.#startByte = this.#byte;
      this.#startLine = this.#line;
    }
    if (byte === quote) this.#isInText = true;
    else if (opening.has(byte)) this.#depth += 1;
    else if (closing.has(byte)) this.#depth -= 1;
    return false;
  }

  #keep(bytes: Uint8Array): void {
    if (this.#rest.length + bytes.length > longestRecord) {
      const length = this.#rest.length + bytes.length;
      throw this.#error(
        `an element of ${length} bytes or more, above the limit of ${longestRecord}`,
      );
    }
    this.#rest.append(bytes);
  }

  #error(message: string): InputError {
    return new InputError(`${message}.`, this.#byte, this.#line);
  }
}
