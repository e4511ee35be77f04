import type { Severity } from "../rules/severity.ts";
import { severities } from "../rules/severity.ts";
import { ruleOf } from "../rules/catalogue.ts";
import type { StreamResult } from "../streams/stream-result.ts";

/** A result, and what counts as a failure in it. */
export interface Report {
  readonly result: StreamResult;
  /** The mildest severity that fails the check. */
  readonly failOn: Severity;
  /** Severities that differ from the catalogue's, by rule. */
  readonly severities: Readonly<Record<string, Severity | "off">>;
  readonly version: string;
}

/** Counts findings by severity. */
export function countBySeverity(report: Report): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const [rule, count] of Object.entries(report.result.verdict.counts)) {
    const severity = report.severities[rule] ?? ruleOf(rule).severity;
    if (severity !== "off") counts[severity] += count;
  }
  return counts;
}

/** Tells whether the check failed: rules were broken that fail it, or a waiver has expired or is of no use. */
export function isFailed(report: Report): boolean {
  const counts = countBySeverity(report);
  const failing = severities.slice(0, severities.indexOf(report.failOn) + 1);
  return (
    failing.some((severity) => counts[severity] > 0) ||
    report.result.verdict.waiverProblems.length > 0
  );
}
