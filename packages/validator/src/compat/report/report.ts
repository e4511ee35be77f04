import type { Judged } from "../policy/judge.ts";
import type { WaiverProblem } from "../../waivers/index.ts";

/** What came of a comparison. */
export interface CompatReport {
  /** What it was compared with, the latest first. */
  readonly against: readonly string[];
  /** Everything that was found, what fails first. */
  readonly judged: readonly Judged[];
  /** What is wrong with the waivers. Each fails. */
  readonly waiverProblems: readonly WaiverProblem[];
  /** What could not be compared, and why that is no failure. */
  readonly notes: readonly string[];
}

/** Tells whether a change must not go in as it is. */
export function hasFailed({ judged, waiverProblems }: CompatReport): boolean {
  return waiverProblems.length > 0 || judged.some(({ standing }) => standing === "fails");
}
