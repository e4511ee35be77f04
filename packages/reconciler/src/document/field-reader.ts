import type { DocumentProblem } from "./document.ts";

type Path = DocumentProblem["path"];
type Fields = Readonly<Record<string, unknown>>;

const MAX_PROBLEMS = 100;
const durations: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads the fields of a document, and collects what is wrong with them. */
export class FieldReader {
  readonly problems: DocumentProblem[] = [];

  /** Tells of a problem. */
  tell(path: Path, message: string): undefined {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ path, message });
    return undefined;
  }

  /** Reads fields by name, and tells of those that aren't known. */
  fields(value: unknown, path: Path, known?: readonly string[]): Fields {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.tell(path, `is ${show(value)}, and must be fields by name`);
      return {};
    }
    for (const key of known === undefined ? [] : Object.keys(value)) {
      if (known?.includes(key) === true) continue;
      this.tell([...path, key], `isn't known; there are ${known?.join(", ")}`);
    }
    return value as Fields;
  }

  /** Reads a text. Undefined: there is none. */
  text(value: unknown, path: Path, longest = 65_536): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value !== "string")
      return this.tell(path, `is ${show(value)}, and must be text; put it in quotes`);
    if (value.includes("\0")) return this.tell(path, "holds a NUL, which no command can be given");
    if (value.length <= longest) return value;
    return this.tell(path, `has ${value.length} characters, and may have ${longest} at most`);
  }

  /** Reads one of some words. */
  word<Word extends string>(
    value: unknown,
    path: Path,
    words: readonly Word[],
    otherwise: Word,
  ): Word {
    if (value === undefined) return otherwise;
    const found = words.find((word) => word === value);
    if (found === undefined)
      this.tell(path, `is ${show(value)}, and must be one of ${words.join(", ")}`);
    return found ?? otherwise;
  }

  /** Reads a whole number. */
  integer(
    value: unknown,
    path: Path,
    { min, max, otherwise }: { min: number; max: number; otherwise: number },
  ): number {
    if (value === undefined) return otherwise;
    if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max)
      return value;
    this.tell(path, `is ${show(value)}, and must be a whole number from ${min} to ${max}`);
    return otherwise;
  }

  /** Reads how long something may take. @returns milliseconds */
  duration(value: unknown, path: Path): number | undefined {
    if (value === undefined) return undefined;
    const text = typeof value === "string" ? value : "";
    const [, count = "", unit = ""] = /^([1-9]\d{0,8})(ms|s|m|h)$/.exec(text) ?? [];
    const found = Number(count) * (durations[unit] ?? Number.NaN);
    if (found > 0) return found;
    return this.tell(
      path,
      `is ${show(value)}, and must be a time with its unit, as in 500ms, 90s, 10m or 1h`,
    );
  }

  /** Reads a list of texts. */
  texts(value: unknown, path: Path): readonly string[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.tell(path, `is ${show(value)}, and must be a list, as in [a, b]`);
      return [];
    }
    return value.map((each, i) => this.text(each, [...path, i]) ?? "");
  }

  /** Reads texts by name; numbers, true and false are taken as they are written. */
  textMap(value: unknown, path: Path): Readonly<Record<string, string>> {
    if (value === undefined) return {};
    const read: [string, string][] = [];
    for (const [key, each] of Object.entries(this.fields(value, path))) {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) {
        this.tell(
          [...path, key],
          "is no name of a variable: letters, digits and underscores, no digit first",
        );
      }
      const plain = typeof each === "number" || typeof each === "boolean" ? String(each) : each;
      read.push([key, this.text(plain, [...path, key]) ?? ""]);
    }
    return Object.fromEntries(read);
  }
}

/** Shows a value in a sentence. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
