import type { Report } from "./report.ts";
import { toGithub } from "./to-github.ts";
import { toJson, toJsonLines } from "./to-json.ts";
import { toJunit } from "./to-junit.ts";
import { toMarkdown } from "./to-markdown.ts";
import { toSarif } from "./to-sarif.ts";
import { type Paint, toText } from "./to-text.ts";

/** How a report is written. */
export type ReportFormat = "human" | "json" | "jsonl" | "sarif" | "junit" | "github" | "markdown";

const renderers: Readonly<Record<ReportFormat, (report: Report, paint?: Paint) => string>> = {
  human: toText,
  json: toJson,
  jsonl: toJsonLines,
  sarif: toSarif,
  junit: toJunit,
  github: toGithub,
  markdown: toMarkdown,
};

/** All formats, by the names that the command takes. */
export const reportFormats: readonly ReportFormat[] = Object.keys(renderers) as ReportFormat[];

/** Writes a report in a format. @param paint colours for people; left out where nobody looks at a terminal */
export function renderReport(report: Report, format: ReportFormat, paint?: Paint): string {
  return renderers[format](report, paint);
}
