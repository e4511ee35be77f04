import type { Severity } from "../rules/severity.ts";

/** One report of a story that led to a finding. */
export interface StoryStep {
  readonly attempt: number;
  /** The name of the phase, without the prefix of its enum. */
  readonly phase: string;
  readonly version: number;
  /** In ISO 8601; undefined where the report didn't say. */
  readonly time: string | undefined;
  /** Where it stands, as in `events.jsonl:12` or `events.bin@4096`. */
  readonly place: string;
  /** Whether it is the report that broke the rule. */
  readonly isBreaking: boolean;
}

/** One place where a stream breaks a rule. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** What it is about: `project/domain/run/action`, or the run alone. Waivers name it so. */
  readonly symbol: string;
  /** What is wrong and what would have been right, in a sentence or two. */
  readonly message: string;
  /** The name of the input, as it was given. */
  readonly source: string;
  /** The offset of the first byte of the report, after decompression. */
  readonly byte: number;
  /** The line of the report, from 1; 0 where the input has no lines. */
  readonly line: number;
  readonly producer: string;
  /** The field that is wrong, by the names of the schema; empty where no single one is. */
  readonly field: string;
  /** The names of the phases that would have been legal. */
  readonly legal: readonly string[];
  /** What was told of the action before, the latest last. At most the last 12. */
  readonly story: readonly StoryStep[];
}
