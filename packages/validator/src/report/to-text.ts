import { pageOf, ruleOf } from "../rules/catalogue.ts";
import type { Finding } from "../stream/finding.ts";
import type { Verdict } from "../stream/verdict.ts";
import { coverageSummary } from "./coverage-table.ts";
import { placeOf } from "./place-of.ts";
import { type Report, countBySeverity } from "./report.ts";

/** Gives text a weight or a colour, or leaves it as it is. */
export type Paint = (
  style: "bold" | "dim" | "red" | "green" | "yellow" | "cyan",
  text: string,
) => string;

const plain: Paint = (_, text) => text;
const styles = { error: "red", warning: "yellow", note: "cyan" } as const;

/** How many findings of one rule are told whole. */
const mostOfRule = 5;

const number = new Intl.NumberFormat("en");

/** Writes how many there are of something: `1 report`, `2,000 reports`. */
function several(count: number, noun: string): string {
  return `${number.format(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Writes a report for people. */
export function toText(report: Report, paint: Paint = plain): string {
  const { verdict, problems, problemCount } = report.result;
  const lines = [
    ...groupsOf(verdict.findings).flatMap((group) => describeGroup(group, verdict, paint)),
    ...problems.map(
      (problem) => `${paint("red", "unreadable")} ${placeOf(problem)}: ${problem.message}`,
    ),
    ...(problemCount > problems.length ? [`… and ${problemCount - problems.length} more`] : []),
    ...verdict.waiverProblems.map(
      ({ kind, message }) => `${paint("red", `${kind} waiver`)} ${message}`,
    ),
    ...describeForgotten(verdict),
    ...describeSums(report, paint),
  ];
  return `${lines.join("\n")}\n`;
}

function groupsOf(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule);
    if (group === undefined) groups.set(finding.rule, [finding]);
    else group.push(finding);
  }
  const rank = { error: 0, warning: 1, note: 2 };
  return [...groups.values()].sort(
    ([a], [b]) =>
      rank[a?.severity ?? "note"] - rank[b?.severity ?? "note"] ||
      (a?.rule ?? "").localeCompare(b?.rule ?? "", "en"),
  );
}

function describeGroup(group: readonly Finding[], { counts }: Verdict, paint: Paint): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { name, sentence, wayOut } = ruleOf(first.rule);
  const count = counts[first.rule] ?? group.length;
  // Notes are many, and one of them says it all.
  const shown = group.slice(0, first.severity === "note" ? 1 : mostOfRule);
  return [
    `${paint(styles[first.severity], first.severity)} ${paint("bold", `${first.rule} ${name}`)} (${number.format(count)}): ${sentence}`,
    ...shown.flatMap((finding) => describe(finding, paint)),
    ...(count > shown.length
      ? [paint("dim", `  … and ${number.format(count - shown.length)} more`)]
      : []),
    paint("dim", `  ${wayOut} ${pageOf(first.rule)}`),
    "",
  ];
}

function describe(finding: Finding, paint: Paint): string[] {
  const { symbol, message, producer, story } = finding;
  const who = producer === "" ? "" : `, by ${producer}`;
  return [
    `  ${paint("cyan", placeOf(finding))}  ${symbol}${who}`,
    `    ${message}`,
    ...story.map(({ attempt, phase, version, time, place, isBreaking }) => {
      const step = `attempt ${attempt}  ${phase}${version === 0 ? "" : ` v${version}`}`;
      const line = `    ${isBreaking ? "✗" : "│"} ${(time ?? "no time").padEnd(24)}  ${step}`;
      return paint(isBreaking ? "red" : "dim", `${line}  (${place})`);
    }),
  ];
}

function describeForgotten({ forgotten }: Verdict): string[] {
  const { endedActions, openActions, returned, keys } = forgotten;
  const lines: string[] = [];
  if (endedActions + openActions > 0) {
    lines.push(
      `To bound memory, ${number.format(endedActions)} ended and ${number.format(openActions)} open actions were let go; ` +
        `what became of the open ones is not judged. ${number.format(returned)} actions of such runs were told of as new.`,
    );
  }
  if (keys > 0) {
    lines.push(
      `The oldest keys of actions with very many reports were forgotten (${number.format(keys)}).`,
    );
  }
  return lines;
}

function describeSums(report: Report, paint: Paint): string[] {
  const { verdict } = report.result;
  const counts = countBySeverity(report);
  const outcomes = Object.entries(verdict.outcomes).map(
    ([name, count]) => `${number.format(count)} ${name}`,
  );
  return [
    `${several(verdict.reports, "report")} on ${several(verdict.actions, "action")} of ${several(verdict.runs, "run")}: ${outcomes.join(", ") || "nothing"}`,
    ...verdict.coverage.map(
      (coverage) => `lifecycle of the ${coverage.track}: ${coverageSummary(coverage)} taken`,
    ),
    ...verdict.producers.map(
      ({ producer, reports, score, findings }) =>
        `producer ${producer === "" ? "(unnamed)" : producer}: ${score.toFixed(1)} of 100 (${several(reports, "report")}, ${several(findings.error, "error")}, ${several(findings.warning, "warning")})`,
    ),
    paint(
      counts.error > 0 ? "red" : "green",
      `${several(counts.error, "error")}, ${several(counts.warning, "warning")}, ${several(counts.note, "note")}` +
        (verdict.waived > 0 ? `, ${number.format(verdict.waived)} waived` : ""),
    ),
  ];
}
