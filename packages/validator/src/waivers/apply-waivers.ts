import { type Waivable, WaiverBook, type WaiverProblem } from "./waiver-book.ts";
import type { Waiver } from "./waiver.ts";

/** Findings, by whether a waiver covers them, and what is wrong with the waivers. */
export interface AppliedWaivers<Finding> {
  readonly kept: readonly Finding[];
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** Expired and unused waivers. They fail a check as findings do. */
  readonly problems: readonly WaiverProblem[];
}

/**
 * Takes out of a list of findings those that a waiver covers.
 *
 * @param today the day of the check, as in `2026-11-21`
 */
export function applyWaivers<Finding extends Waivable>(
  findings: Iterable<Finding>,
  waivers: readonly Waiver[],
  today: string,
): AppliedWaivers<Finding> {
  const book = new WaiverBook(waivers, today);
  const kept: Finding[] = [];
  const waived: { finding: Finding; waiver: Waiver }[] = [];
  for (const finding of findings) {
    const waiver = book.cover(finding);
    if (waiver === undefined) kept.push(finding);
    else waived.push({ finding, waiver });
  }
  return { kept, waived, problems: book.problems() };
}
