import { type Report, countBySeverity, isFailed } from "./report.ts";

/** Writes a report as one JSON object. */
export function toJson(report: Report): string {
  const { verdict, problems, problemCount, bytes } = report.result;
  const summary = { failed: isFailed(report), severities: countBySeverity(report), bytes };
  return `${JSON.stringify({ ...summary, ...verdict, problems, problemCount }, undefined, 2)}\n`;
}

/** Writes a report as JSON, a line each: the findings, the problems, and a summary at the end. */
export function toJsonLines(report: Report): string {
  const { verdict, problems, problemCount, bytes } = report.result;
  const { findings, ...sums } = verdict;
  const summary = { failed: isFailed(report), severities: countBySeverity(report), bytes };
  const lines = [
    ...findings.map((finding) => ({ type: "finding", ...finding })),
    ...problems.map((problem) => ({ type: "problem", ...problem })),
    { type: "summary", ...summary, ...sums, problemCount },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
