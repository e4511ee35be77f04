import type { Judged, Standing } from "../policy/judge.ts";

const rank: Readonly<Record<Standing, number>> = { fails: 0, warns: 1, waived: 2, noted: 3 };

/** Sorts what was found: what fails first, then by rule and by what it is about. */
export function sortJudged(judged: readonly Judged[]): readonly Judged[] {
  return judged.toSorted(
    (a, b) =>
      rank[a.standing] - rank[b.standing] ||
      compareText(a.finding.rule, b.finding.rule) ||
      compareText(a.finding.symbol, b.finding.symbol),
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
