import { compatRules } from "../catalogue.ts";
import type { Judged, Standing } from "../policy/judge.ts";
import { orderSentence } from "../upgrade-order.ts";
import { summaryOf } from "./count.ts";
import { locationOf } from "./location.ts";
import { hasFailed, type CompatReport } from "./report.ts";

const headings: readonly (readonly [Standing, string])[] = [
  ["fails", "To mend"],
  ["warns", "To look at"],
  ["waived", "Waived"],
  ["noted", "Noted"],
];

/** Writes a report for a job's summary. */
export function formatMarkdown(report: CompatReport): string {
  const title = hasFailed(report)
    ? "Compatibility: something breaks"
    : "Compatibility: nothing breaks";
  const sections = headings.flatMap(([standing, heading]) => {
    const found = report.judged.filter((judged) => judged.standing === standing);
    return found.length === 0 ? [] : [`### ${heading}\n\n${tableOf(found)}`];
  });
  const waivers = report.waiverProblems.map(({ message }) => `- ${escape(message)}`);
  const notes = report.notes.map((note) => `- ${escape(note)}`);
  return `${[
    `## ${title}`,
    summaryOf(report),
    ...sections,
    ...(waivers.length === 0 ? [] : [`### Waivers to mend\n\n${waivers.join("\n")}`]),
    ...(notes.length === 0 ? [] : [`### Not compared\n\n${notes.join("\n")}`]),
  ].join("\n\n")}\n`;
}

function tableOf(judged: readonly Judged[]): string {
  const rows = judged.map(({ finding, order, against, waiver }) => {
    const { name } = compatRules[finding.rule];
    const where = locationOf(finding.place);
    const text = `${finding.message} ${waiver === undefined ? orderSentence[order] : `Waived: ${waiver}`}`;
    return `| ${finding.rule} ${name} | \`${finding.symbol.replaceAll("|", "\\|")}\`${where === "" ? "" : ` at ${escape(where)}`} | ${escape(text)} | ${escape(against)} |`;
  });
  return ["| rule | what | why | against |", "|---|---|---|---|", ...rows].join("\n");
}

function escape(text: string): string {
  return text.replaceAll(/[\\`*_<>|]/g, String.raw`\$&`).replaceAll("\n", " ");
}
