import type { Settings } from "./table.ts";

/** What one source of settings says, and what is wrong with it. */
export interface FoundValues {
  readonly values: Partial<Settings>;
  readonly problems: readonly string[];
}

/** Gathers values and problems while a source is read. */
export class Finder {
  readonly #values = new Map<string, unknown>();
  readonly problems: string[] = [];

  /** Takes a value, or notes what is wrong with it. `shown` is what was written, and `expected` what would be right. */
  take(name: string, value: unknown, source: string, shown: string, expected: string): void {
    if (value === undefined) this.problems.push(`${source} is ${shown}: it has to be ${expected}.`);
    else this.#values.set(name, value);
  }

  /** What was found. */
  found(): FoundValues {
    return { values: Object.fromEntries(this.#values), problems: this.problems };
  }
}
