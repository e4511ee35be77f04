import { ruleOf } from "../rules/catalogue.ts";
import type { Severity } from "../rules/severity.ts";
import { WaiverBook, type WaiverProblem } from "../waivers/waiver-book.ts";
import type { Finding } from "./finding.ts";
import { type JudgeOptions, defaultMaxFindings } from "./judge-options.ts";
import type { Producers } from "./producers.ts";

/** A finding before it is known whether it is of interest. What costs something is made when it is. */
export interface Draft {
  readonly rule: string;
  readonly symbol: string;
  /** The place of the producer. */
  readonly producer: number;
  readonly details: () => Pick<
    Finding,
    "message" | "source" | "byte" | "line" | "field" | "legal" | "story"
  >;
}

/** Takes findings down: counts all, keeps the first, drops what a waiver covers or a setting switches off. */
export class Findings {
  readonly #severities = new Map<string, Severity | "off">();
  readonly #waivers: WaiverBook;
  readonly #most: number;
  readonly #producers: Producers;
  readonly kept: Finding[] = [];
  readonly counts: Record<string, number> = {};
  waived = 0;

  constructor(options: JudgeOptions, producers: Producers) {
    for (const [rule, severity] of Object.entries(options.severities ?? {})) {
      this.#severities.set(rule, severity);
    }
    const today = new Date(options.now).toISOString().slice(0, 10);
    this.#waivers = new WaiverBook(options.waivers ?? [], today);
    this.#most = options.maxFindings ?? defaultMaxFindings;
    this.#producers = producers;
  }

  /** Tells whether a rule is switched on. */
  isOn(rule: string): boolean {
    return this.#severities.get(rule) !== "off";
  }

  add({ rule, symbol, producer, details }: Draft): void {
    const severity = this.#severities.get(rule) ?? ruleOf(rule).severity;
    if (severity === "off") return;
    if (this.#waivers.cover({ rule, symbol }) !== undefined) {
      this.waived += 1;
      return;
    }
    this.counts[rule] = (this.counts[rule] ?? 0) + 1;
    this.#producers.blame(producer, severity);
    // The first of each rule are kept whatever comes of the others.
    if (this.kept.length >= this.#most && (this.counts[rule] ?? 0) > 3) return;
    const name = this.#producers.nameOf(producer);
    this.kept.push({ rule, severity, symbol, producer: name, ...details() });
  }

  get usedWaivers(): readonly number[] {
    return this.#waivers.used;
  }

  waiverProblems(): WaiverProblem[] {
    return this.#waivers.problems();
  }
}
