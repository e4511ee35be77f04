import type { CompatReport } from "./report.ts";
import { formatGitHub } from "./format-github.ts";
import { formatHuman } from "./format-human.ts";
import { formatJson, formatJsonLines } from "./format-json.ts";
import { formatJUnit } from "./format-junit.ts";
import { formatMarkdown } from "./format-markdown.ts";
import { formatSarif } from "./format-sarif.ts";

/** The forms in which a report can be had. */
export const compatFormats = [
  "human",
  "json",
  "jsonl",
  "sarif",
  "junit",
  "github",
  "markdown",
] as const;

/** A form in which a report can be had. */
export type CompatFormat = (typeof compatFormats)[number];

const formatters: Readonly<Record<CompatFormat, (report: CompatReport) => string>> = {
  human: formatHuman,
  json: formatJson,
  jsonl: formatJsonLines,
  sarif: formatSarif,
  junit: formatJUnit,
  github: formatGitHub,
  markdown: formatMarkdown,
};

/** Writes a report in one of its forms. It ends with a line's end. */
export function formatReport(report: CompatReport, format: CompatFormat): string {
  return formatters[format](report);
}
