import type { CompatReport } from "./report.ts";
import type { Standing } from "../policy/judge.ts";

/** Counts what was found by what it means. Problems of waivers count among what fails. */
export function countStandings({
  judged,
  waiverProblems,
}: CompatReport): Readonly<Record<Standing, number>> {
  const counts = { fails: waiverProblems.length, warns: 0, waived: 0, noted: 0 };
  for (const { standing } of judged) counts[standing] += 1;
  return counts;
}

/** Puts the counts into a line. */
export function summaryOf(report: CompatReport): string {
  const { fails, warns, waived, noted } = countStandings(report);
  const against = report.against.length === 0 ? "" : ` against ${report.against.join(", ")}`;
  return `${fails} to mend, ${warns} to look at, ${waived} waived, ${noted} noted${against}`;
}
