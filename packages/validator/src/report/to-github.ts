import { ruleOf } from "../rules/catalogue.ts";
import type { Report } from "./report.ts";

const commands = { error: "error", warning: "warning", note: "notice" } as const;

/**
 * Writes a report as annotations of GitHub Actions.
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function toGithub({ result }: Report): string {
  const findings = result.verdict.findings.map(
    ({ rule, severity, symbol, message, source, line }) => {
      const title = `${rule} ${ruleOf(rule).name}`;
      return annotation(commands[severity], source, line, title, `${symbol}: ${message}`);
    },
  );
  const problems = result.problems.map(({ source, line, byte, message }) =>
    annotation(
      "error",
      source,
      line,
      "unreadable",
      line > 0 ? message : `byte ${byte}: ${message}`,
    ),
  );
  const waivers = result.verdict.waiverProblems.map(
    ({ kind, message }) => `::error title=${property(`${kind} waiver`)}::${data(message)}`,
  );
  return [...findings, ...problems, ...waivers].map((line) => `${line}\n`).join("");
}

function annotation(
  command: string,
  file: string,
  line: number,
  title: string,
  text: string,
): string {
  const at = line > 0 ? `,line=${line}` : "";
  return `::${command} file=${property(file)}${at},title=${property(title)}::${data(text)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
