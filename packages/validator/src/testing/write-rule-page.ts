import type { ValidatorRule } from "../rules/rule.ts";
import type { Json, RuleExample } from "./rule-example.ts";

const judged = {
  message: "A message by itself.",
  report: "Each report, when it comes.",
  end: "What is known of an action or a run when the stream is over.",
} as const;

/** Writes the page that explains a rule. */
export function writeRulePage(rule: ValidatorRule, example: RuleExample): string {
  const { id, name, sentence, wayOut, severity, judges, refuses } = rule;
  return [
    "<!-- Written by packages/validator/scripts/write-rule-pages.ts. Not to be edited. -->",
    "",
    `# ${id} ${name}`,
    "",
    sentence,
    "",
    "| | |",
    "|---|---|",
    `| Severity | ${severity} |`,
    `| Judges | ${judged[judges]} |`,
    `| The ledger | ${refuses ? "refuses by it, and puts the report in quarantine." : "records what breaks it."} |`,
    "",
    "## The way out",
    "",
    wayOut,
    "",
    `## Breaks it${what(example)}`,
    "",
    ...block(example.trips),
    "",
    "## Keeps to it",
    "",
    ...block(example.passes),
    "",
    "## To bear it for a while, or not to ask",
    "",
    "A waiver in the file of waivers, or another severity in `runledger.config.json`:",
    "",
    "```json",
    JSON.stringify({ validate: { rules: { [id]: "off" } } }),
    "```",
    "",
  ].join("\n");
}

function what({ schema, options }: RuleExample): string {
  if (schema !== undefined) return ` (a \`${schema}\`)`;
  return options?.fromLedger === true ? " (with `--from-ledger`)" : "";
}

function block(records: readonly Json[]): string[] {
  return ["```json", ...records.map((record) => JSON.stringify(record)), "```"];
}
