import { three, table } from "./markdown.ts";
import type { Machine } from "./machine.ts";
import type { Goal, Results, Suite } from "./suite.ts";

/** What a run of a suite was. */
export interface Run {
  readonly machine: Machine;
  readonly rounds: number;
  readonly results: Results;
}

/** Writes down a run of a suite. */
export function toMarkdown(suite: Suite, { machine, rounds, results }: Run): string {
  const { processor, cores, gigabytes, node, platform } = machine;
  return [
    `# Benchmark: ${suite.name}`,
    `Written by \`npm run bench -- ${suite.name} --docs\`; the figures are in [${suite.name}.json](${suite.name}.json). Medians
of ${rounds} rounds, each case in a process of its own. Node ${node} on ${platform}, ${processor}, ${cores} cores, ${gigabytes} GB.
Take the ratios: they travel better than times.`,
    suite.report(results),
    goalsOf(suite.goals, results),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** Tells whether a goal is met; undefined where its case was left out. */
export function isMet(goal: Goal, results: Results): boolean | undefined {
  const value = results[goal.case]?.[goal.metric]?.median;
  if (value === undefined) return undefined;
  return value <= (goal.atMost ?? Infinity) && value >= (goal.atLeast ?? -Infinity);
}

function goalsOf(goals: readonly Goal[], results: Results): string {
  const rows = goals.flatMap((goal) => {
    const met = isMet(goal, results);
    const summary = results[goal.case]?.[goal.metric];
    if (met === undefined || summary === undefined) return [];
    const spread = `${three(summary.least)} to ${three(summary.greatest)}`;
    return [[goal.says, three(summary.median), spread, goal.metric, met ? "met" : "**missed**"]];
  });
  if (rows.length === 0) return "";
  return `## Goals\n\n${table(["goal", "median", "spread", "in", ""], rows)}`;
}
