import type { ValidatorRule } from "../rules/rule.ts";

/** Writes the list of all rules. */
export function writeRuleIndex(rules: readonly ValidatorRule[]): string {
  return [
    "<!-- Written by packages/validator/scripts/write-rule-pages.ts. Not to be edited. -->",
    "",
    "# Rules",
    "",
    "RL1xx judge a message by itself, RL2xx an attempt, RL3xx an action, RL4xx a run, RL5xx times. An id never changes and is",
    "never given again.",
    "",
    "| Rule | | Severity | The ledger refuses |",
    "|---|---|---|---|",
    ...rules.map(
      ({ id, name, sentence, severity, refuses }) =>
        `| [${id}](${id}.md) ${name} | ${sentence} | ${severity} | ${refuses ? "yes" : ""} |`,
    ),
    "",
  ].join("\n");
}
