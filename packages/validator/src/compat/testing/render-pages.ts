import { type CompatRuleId, compatRules } from "../catalogue.ts";
import { pluginRules } from "../plugin/plugin-rules.ts";
import type { Change, Example } from "./example.ts";
import { examples } from "./examples.ts";

/** Renders the pages of docs/compat-rules, by the names of their files. */
export function renderPages(): ReadonlyMap<string, string> {
  const pages = examples.map((example) => [`${example.rule}.md`, pageOf(example)] as const);
  return new Map([["README.md", indexPage()], ...pages]);
}

function indexPage(): string {
  const rows = Object.entries(compatRules).map(
    ([id, { name, sentence }]) => `| [${id}](${id}.md) | ${name} | ${sentence} |`,
  );
  return `# Rules of compatibility

What [\`runledger compat\`](../compat.md) and the buf plugin find. RC1xx judge lifecycles, RC2xx constraints on values, RC3xx
bytes and JSON, RC4xx GraphQL, RC5xx TypeScript. Each page has a change that trips the rule and one that just doesn't; both are
tests.

| | rule | what holds where it is kept |
|---|---|---|
${rows.join("\n")}
`;
}

function pageOf(example: Example): string {
  const { rule, trips, spares, operations } = example;
  const { name, sentence, reason, wayOut } = compatRules[rule];
  const told =
    operations === undefined ? "" : `\nThe operations that are known: \`${operations}\`.\n`;
  return `# ${rule} ${name}

${sentence}

**Who notices.** ${reason}

**The way out.** ${wayOut}

${pluginLine(rule)}## Trips it

${changeOf(trips)}
## Just doesn't

${changeOf(spares)}${told}`;
}

function pluginLine(rule: CompatRuleId): string {
  const known = pluginRules.find((each) => each.rule === rule);
  if (known === undefined) return "";
  const asked = known.isDefault ? "" : ", if it is asked for by name";
  return `**In buf.** \`${known.id}\`, under \`buf ${known.type}\`${asked}.\n\n`;
}

function changeOf({ title, before, after, finds }: Change): string {
  const [first, ...rest] = title;
  const found = finds.length === 0 ? "Nothing is found." : `Found: ${finds.join(", ")}.`;
  return `${first?.toUpperCase()}${rest.join("")}. ${found}

\`\`\`diff
${diffOf(before, after)}
\`\`\`
`;
}

/** Shows both sides line by line, what only one of them has is marked: by their longest common subsequence. */
function diffOf(before: string, after: string): string {
  const walk = (old: readonly string[], now: readonly string[]): readonly string[] => {
    const [a, b] = [old[0], now[0]];
    if (a === undefined) return now.map((line) => `+${line}`);
    if (b === undefined) return old.map((line) => `-${line}`);
    if (a === b) return [` ${a}`, ...walk(old.slice(1), now.slice(1))];
    const [without, within] = [walk(old.slice(1), now), walk(old, now.slice(1))];
    return changesIn(without) <= changesIn(within) ? [`-${a}`, ...without] : [`+${b}`, ...within];
  };
  return walk(linesOf(before), linesOf(after)).join("\n");
}

function changesIn(lines: readonly string[]): number {
  return lines.filter((line) => !line.startsWith(" ")).length;
}

function linesOf(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .filter((line) => line !== "");
}
