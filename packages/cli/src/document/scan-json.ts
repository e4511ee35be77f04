import type { JsonPath } from "./json-path.ts";

/** What a scan came upon: the value that was looked for, the place where the text stops being JSON, or neither. */
export type JsonScan =
  | { readonly kind: "found"; readonly offset: number }
  | { readonly kind: "absent" }
  | {
      readonly kind: "broken";
      readonly offset: number;
      readonly path: JsonPath;
      readonly expected: string;
    };

/**
 * Walks through JSON text to find where a value stands, or where the text is broken. JSON.parse does the reading; this
 * is for telling people the line when something is wrong, so it is only asked then.
 *
 * @param wanted the path of the value to find; undefined finds nothing and only looks for what is broken
 */
export function scanJson(text: string, wanted?: JsonPath): JsonScan {
  return new Scanner(text, wanted).scan();
}

const space = /[ \t\n\r]*/y;
const string = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const colon = /:/y;

/** Keeps its own stack, not the engine's: a document may nest as deeply as it likes. */
class Scanner {
  readonly #text: string;
  readonly #wanted: JsonPath | undefined;
  /** What closes each array and object that is open, outermost first. */
  readonly #closers: string[] = [];
  /** The index or name that is being read in each of them. */
  readonly #path: (string | number)[] = [];
  #at = 0;
  #found = -1;
  #expected = "";

  constructor(text: string, wanted: JsonPath | undefined) {
    this.#text = text;
    this.#wanted = wanted;
  }

  scan(): JsonScan {
    for (;;) {
      this.#take(space);
      this.#note();
      if (!this.#readValue() || !this.#readNext()) {
        return { kind: "broken", offset: this.#at, path: this.#path, expected: this.#expected };
      }
      if (this.#closers.length === 0) {
        return this.#found === -1 ? { kind: "absent" } : { kind: "found", offset: this.#found };
      }
    }
  }

  /** Remembers where the value starts that was looked for. The last one of a name counts, as for JSON.parse. */
  #note(): void {
    if (this.#wanted?.length !== this.#path.length) return;
    if (this.#path.every((step, i) => step === this.#wanted?.[i])) this.#found = this.#at;
  }

  /** Reads a scalar, an empty array or object, or opens one down to the start of its innermost first value. */
  #readValue(): boolean {
    for (;;) {
      const first = this.#text[this.#at];
      if (first !== "[" && first !== "{") {
        const read = this.#take(string) ?? this.#take(number) ?? this.#take(word);
        return read !== undefined || this.#fail("a value");
      }
      const closer = first === "[" ? "]" : "}";
      this.#at += 1;
      this.#take(space);
      if (this.#text[this.#at] === closer) {
        this.#at += 1;
        return true;
      }
      this.#closers.push(closer);
      this.#path.push(first === "[" ? 0 : "");
      if (first === "{" && !this.#readName()) return false;
      this.#note();
    }
  }

  /** Closes what ends after a value, and goes to the start of the next one, or to the end of the text. */
  #readNext(): boolean {
    for (;;) {
      this.#take(space);
      const closer = this.#closers.at(-1);
      if (closer === undefined) {
        return this.#at === this.#text.length || this.#fail("the end of the text");
      }
      const next = this.#text[this.#at];
      if (next !== closer && next !== ",") return this.#fail(`"," or "${closer}"`);
      this.#at += 1;
      if (next === ",") return this.#readStep();
      this.#closers.pop();
      this.#path.pop();
    }
  }

  /** Counts an array's index up, or reads the name of an object's next member. */
  #readStep(): boolean {
    this.#take(space);
    const step = this.#path.at(-1);
    if (typeof step !== "number") return this.#readName();
    this.#path[this.#path.length - 1] = step + 1;
    return true;
  }

  #readName(): boolean {
    const name = this.#take(string);
    if (name === undefined) return this.#fail("a name in double quotes");
    this.#path[this.#path.length - 1] = String(JSON.parse(name));
    this.#take(space);
    if (this.#take(colon) === undefined) return this.#fail('":"');
    this.#take(space);
    return true;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0];
    if (match !== undefined) this.#at += match.length;
    return match;
  }

  #fail(expected: string): false {
    this.#expected = expected;
    return false;
  }
}
