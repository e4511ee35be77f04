/** How long a line may be, in characters. A longer one is cut into several: a log without line ends doesn't fill the memory. */
const LONGEST = 65_536;

/** Cuts bytes of UTF-8 into lines as they come. */
export class LineSplitter {
  readonly #decoder = new TextDecoder();
  #pending = "";

  /** Takes more bytes, and gives the lines that are whole by now. */
  push(bytes: Uint8Array): string[] {
    const lines = (this.#pending + this.#decoder.decode(bytes, { stream: true })).split(/\r?\n/);
    this.#pending = lines.pop() ?? "";
    const cut = lines.flatMap(cutLong);
    while (this.#pending.length > LONGEST) {
      cut.push(this.#pending.slice(0, LONGEST));
      this.#pending = this.#pending.slice(LONGEST);
    }
    return cut;
  }

  /** Gives what follows the last line end, if anything does. Nothing comes after it. */
  rest(): string[] {
    const rest = this.#pending + this.#decoder.decode();
    this.#pending = "";
    return rest === "" ? [] : cutLong(rest);
  }
}

function cutLong(line: string): string[] {
  if (line.length <= LONGEST) return [line];
  const parts: string[] = [];
  for (let from = 0; from < line.length; from += LONGEST)
    parts.push(line.slice(from, from + LONGEST));
  return parts;
}
