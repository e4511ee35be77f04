import { countStandings } from "./count.ts";
import type { CompatReport } from "./report.ts";
import { toRecord } from "./to-record.ts";

/** Writes a report as one JSON document. */
export function formatJson(report: CompatReport): string {
  const document = {
    against: report.against,
    counts: countStandings(report),
    findings: report.judged.map(toRecord),
    waivers: report.waiverProblems,
    notes: report.notes,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Writes what was found as JSON, a line each, and a last line with the counts. */
export function formatJsonLines(report: CompatReport): string {
  const lines = [
    ...report.judged.map((judged) => ({ type: "finding", ...toRecord(judged) })),
    ...report.waiverProblems.map((problem) => ({ type: "waiver", ...problem })),
    ...report.notes.map((message) => ({ type: "note", message })),
    { type: "summary", against: report.against, counts: countStandings(report) },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
