import { pageOf, ruleOf } from "../rules/catalogue.ts";
import { coverageDiagram, coverageSummary, coverageTable } from "./coverage-table.ts";
import { placeOf } from "./place-of.ts";
import { type Report, countBySeverity, isFailed } from "./report.ts";

/** How many findings are listed. */
const mostFindings = 50;

/** Writes a report in Markdown, for the summary of a job. */
export function toMarkdown(report: Report): string {
  const { verdict, problems } = report.result;
  const { error, warning, note } = countBySeverity(report);
  const lines = [
    `# Streams: ${isFailed(report) || problems.length > 0 ? "rules were broken" : "legal"}`,
    "",
    `${verdict.reports} reports, ${verdict.actions} actions, ${verdict.runs} runs. ${error} errors, ${warning} warnings, ${note} notes, ${verdict.waived} waived.`,
    "",
  ];
  if (verdict.findings.length > 0) {
    lines.push("| Rule | Where | What |", "|---|---|---|");
    for (const finding of verdict.findings.slice(0, mostFindings)) {
      const { name } = ruleOf(finding.rule);
      lines.push(
        `| [${finding.rule}](${pageOf(finding.rule)}) ${name} | \`${cell(placeOf(finding))}\` \`${cell(finding.symbol)}\` | ${cell(finding.message)} |`,
      );
    }
    lines.push("");
  }
  for (const problem of problems)
    lines.push(`- unreadable: \`${placeOf(problem)}\` ${problem.message}`);
  for (const { message } of verdict.waiverProblems) lines.push(`- ${message}`);
  lines.push("", "## Producers", "", "| Producer | Reports | Score |", "|---|---:|---:|");
  for (const { producer, reports, score } of verdict.producers) {
    lines.push(`| ${cell(producer) || "(unnamed)"} | ${reports} | ${score.toFixed(1)} |`);
  }
  for (const coverage of verdict.coverage) {
    lines.push("", `## Lifecycle of the ${coverage.track}: ${coverageSummary(coverage)}`, "");
    lines.push("```mermaid", coverageDiagram(coverage), "```", "", coverageTable(coverage));
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", String.raw`\|`).replaceAll("\n", " ");
}
