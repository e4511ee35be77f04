import { compatRules } from "../catalogue.ts";
import type { Judged, Standing } from "../policy/judge.ts";
import { orderSentence } from "../upgrade-order.ts";
import { summaryOf } from "./count.ts";
import type { CompatReport } from "./report.ts";

const commands: Readonly<Record<Standing, string>> = {
  fails: "error",
  warns: "warning",
  waived: "notice",
  noted: "notice",
};

/** Writes workflow commands, which GitHub shows on the lines of the files. Source: GitHub's "Workflow commands". */
export function formatGitHub(report: CompatReport): string {
  const lines = [
    ...report.judged.map(annotationOf),
    ...report.waiverProblems.map(({ message }) => `::error title=waiver::${escapeData(message)}`),
    ...report.notes.map((note) => `::notice::${escapeData(note)}`),
    summaryOf(report),
  ];
  return `${lines.join("\n")}\n`;
}

function annotationOf({ finding, standing, order, against }: Judged): string {
  const { rule, message, place, symbol } = finding;
  const properties: (readonly [string, string | number | undefined])[] = [
    ["file", place?.file],
    ["line", place?.line],
    ["col", place?.column],
    ["title", `${rule} ${compatRules[rule].name}: ${symbol}`],
  ];
  const shown = properties
    .flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}=${escapeProperty(String(value))}`],
    )
    .join(",");
  const text = `${message} ${orderSentence[order]} (compared with ${against})`;
  return `::${commands[standing]} ${shown}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
