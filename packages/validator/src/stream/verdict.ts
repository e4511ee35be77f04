import type { Severity } from "../rules/severity.ts";
import type { WaiverProblem } from "../waivers/waiver-book.ts";
import type { TrackCoverage } from "./coverage.ts";
import type { Finding } from "./finding.ts";

/** How well one producer reports. */
export interface ProducerScore {
  /** Empty: the reports that don't say. */
  readonly producer: string;
  readonly reports: number;
  /** How often its reports broke rules, by severity. Waived findings don't count. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** The share of its reports that broke no rule of severity `error`, from 0 to 100. */
  readonly score: number;
}

/** What was let go to bound memory. */
export interface Forgotten {
  /** Actions that had ended: judged to their end when they were let go. */
  readonly endedActions: number;
  /** Actions that had not ended: their end was not judged. */
  readonly openActions: number;
  /** Reports on actions of runs of which some had been let go, that were told as if for the first time. */
  readonly returned: number;
  /** Reports on actions with so many that the oldest keys were forgotten: a second story for such a key isn't noticed. */
  readonly keys: number;
}

/** What was found out about streams. Plain data, so that it can be handed to another thread. */
export interface Verdict {
  readonly reports: number;
  readonly declarations: number;
  readonly actions: number;
  readonly runs: number;
  /** How many reports were taken, refused and so on. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** How many findings there are by rule, those that weren't kept included, waived ones not. */
  readonly counts: Readonly<Record<string, number>>;
  /** The findings that were kept, by place. */
  readonly findings: readonly Finding[];
  readonly waived: number;
  /** The waivers that were of use, by their place in the options. */
  readonly usedWaivers: readonly number[];
  readonly waiverProblems: readonly WaiverProblem[];
  readonly producers: readonly ProducerScore[];
  readonly coverage: readonly TrackCoverage[];
  readonly forgotten: Forgotten;
}
