import type { Severity } from "../rules/severity.ts";
import type { ProducerScore } from "./verdict.ts";

/** How many producers are told apart. A stream that names more is counted under the empty name from there on. */
const mostProducers = 10_000;

interface Entry {
  readonly name: string;
  reports: number;
  readonly findings: Record<Severity, number>;
}

/** Counts what producers report, and how often that breaks rules. */
export class Producers {
  readonly #places = new Map<string, number>();
  readonly #entries: Entry[] = [];
  #lastName: string | undefined;
  #lastPlace = 0;

  /** Counts a report. @returns the place of its producer */
  count(name: string): number {
    const place = name === this.#lastName ? this.#lastPlace : this.#placeOf(name);
    this.#lastName = name;
    this.#lastPlace = place;
    const entry = this.#entries[place];
    if (entry !== undefined) entry.reports += 1;
    return place;
  }

  /** Gets the place of a producer without counting anything. */
  placeOf(name: string): number {
    return this.#placeOf(name);
  }

  blame(place: number, severity: Severity): void {
    const entry = this.#entries[place];
    if (entry !== undefined) entry.findings[severity] += 1;
  }

  nameOf(place: number): string {
    return this.#entries[place]?.name ?? "";
  }

  read(): ProducerScore[] {
    return this.#entries
      .filter(({ reports }) => reports > 0)
      .map(({ name, reports, findings }) => scoreOf(name, reports, findings));
  }

  #placeOf(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    if (this.#entries.length >= mostProducers && name !== "") return this.#placeOf("");
    this.#entries.push({ name, reports: 0, findings: { error: 0, warning: 0, note: 0 } });
    this.#places.set(name, this.#entries.length - 1);
    return this.#entries.length - 1;
  }
}

/** Scores a producer: how many of a hundred of its reports broke no rule of severity `error`. */
export function scoreOf(
  producer: string,
  reports: number,
  findings: ProducerScore["findings"],
): ProducerScore {
  const good = reports - Math.min(reports, findings.error);
  return { producer, reports, findings, score: (good / reports) * 100 };
}
