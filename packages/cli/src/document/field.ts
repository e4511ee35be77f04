import type { JsonPath } from "./json-path.ts";
import type { Problem } from "./problem.ts";

/** How much of a wrong value is shown. */
const shown = 60;

/**
 * A value in a parsed document that knows its path. Each reader returns the value, or undefined after it has added a
 * problem to the list that all fields of a document share: so one reading finds everything that is wrong.
 */
export class Field {
  readonly value: unknown;
  readonly path: JsonPath;
  readonly problems: Problem[];

  constructor(value: unknown, path: JsonPath = [], problems: Problem[] = []) {
    this.value = value;
    this.path = path;
    this.problems = problems;
  }

  /** Whether the field is there. null counts as absent, as producers write it. */
  get isPresent(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** Goes to a member of an object. Of anything else every member is absent. */
  get(name: string): Field {
    const { value } = this;
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    const member: unknown =
      isObject && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
    return new Field(member, [...this.path, name], this.problems);
  }

  /** Adds a problem of this field. Always undefined, for the reader to return. */
  problem(message: string): undefined {
    this.problems.push({ path: this.path, message });
    return undefined;
  }

  /** Goes to the elements of an array. */
  elements(): readonly Field[] | undefined {
    const { value } = this;
    if (!Array.isArray(value)) return this.#unexpected("an array");
    return value.map(
      (element: unknown, index) => new Field(element, [...this.path, index], this.problems),
    );
  }

  /** Reads text. @param maxLength in UTF-16 code units, which are never fewer than the characters that a ledger counts */
  string(maxLength: number): string | undefined {
    const { value } = this;
    if (typeof value !== "string") return this.#unexpected("text");
    if (value.length <= maxLength) return value;
    return this.problem(
      `${value.length} characters are more than the ${maxLength} that are allowed here`,
    );
  }

  /** Reads a number. @param min, max the bounds, both allowed */
  number(min: number, max: number): number | undefined {
    const { value } = this;
    if (typeof value !== "number") return this.#unexpected("a number");
    if (!(value >= min && value <= max)) {
      return this.problem(`${value} is not between ${min} and ${max}`);
    }
    return value;
  }

  #unexpected(expected: string): undefined {
    if (!this.isPresent) return this.problem(`missing; ${expected} is needed here`);
    return this.problem(`expected ${expected}, found ${describe(this.value)}`);
  }
}

function describe(value: unknown): string {
  if (typeof value === "object") return Array.isArray(value) ? "an array" : "an object";
  const text = JSON.stringify(value);
  return text.length > shown ? `${text.slice(0, shown)}…` : text;
}
