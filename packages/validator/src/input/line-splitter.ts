import { InputError } from "./input-error.ts";
import { Remainder } from "./remainder.ts";
import { type Emit, type Splitter, longestRecord } from "./splitter.ts";

const newline = 10;

/** Cuts lines. Those with nothing but spaces in them are left out. */
export class LineSplitter implements Splitter {
  readonly #rest = new Remainder();
  #byte = 0;
  #line = 1;

  push(chunk: Uint8Array, emit: Emit): void {
    let at = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, at)) {
      const part = chunk.subarray(at, end);
      if (this.#rest.length === 0) this.#emit(part, emit);
      else {
        this.#keep(part);
        this.#emit(this.#rest.bytes, emit);
        this.#rest.clear();
      }
      this.#byte += 1;
      this.#line += 1;
      at = end + 1;
    }
    if (at < chunk.length) this.#keep(chunk.subarray(at));
  }

  end(emit: Emit): void {
    if (this.#rest.length > 0) this.#emit(this.#rest.bytes, emit);
    this.#rest.clear();
  }

  #emit(bytes: Uint8Array, emit: Emit): void {
    if (bytes.length > longestRecord) this.#refuse(bytes.length);
    if (!isBlank(bytes)) emit(bytes, this.#byte, this.#line);
    this.#byte += bytes.length;
  }

  #keep(bytes: Uint8Array): void {
    if (this.#rest.length + bytes.length > longestRecord)
      this.#refuse(this.#rest.length + bytes.length);
    this.#rest.append(bytes);
  }

  #refuse(length: number): never {
    throw new InputError(
      `a line of ${length} bytes or more, above the limit of ${longestRecord}: are these JSON lines?`,
      this.#byte,
      this.#line,
    );
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === 13);
}
