import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Case, Metrics, Results, Suite } from "./suite.ts";
import { summarize } from "./summarize.ts";

/** How a suite is to be run. */
export interface RunOptions {
  /** How often each case runs. */
  readonly rounds: number;
  /** Words that a case's name must all hold. */
  readonly only: readonly string[];
  /** Is told what runs. */
  readonly progress: (line: string) => void;
}

/**
 * Runs the cases of a suite: each in a process of its own, so that neither what the compiler learnt
 * nor what the collector has yet to collect goes from one to the other; and round by round, so that
 * what else the machine does meets all of them.
 *
 * @throws Error if a case fails
 */
export async function runSuite(suite: Suite, options: RunOptions): Promise<Results> {
  const { rounds, only, progress } = options;
  const cases = suite.cases.filter(({ name }) => only.every((word) => name.includes(word)));
  const measured = new Map<Case, Metrics[]>(cases.map((each) => [each, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const [each, metrics] of measured) {
      progress(`round ${round} of ${rounds}: ${each.name}`);
      metrics.push(await runAlone(suite.name, each.name));
    }
  }
  return Object.fromEntries([...measured].map(([{ name }, metrics]) => [name, summarize(metrics)]));
}

function runAlone(suite: string, name: string): Promise<Metrics> {
  const child = fork(fileURLToPath(new URL("run-case.ts", import.meta.url)), [suite, name]);
  let metrics: Metrics | undefined;
  child.on("message", (message) => {
    metrics = message as Metrics;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (code === 0 && metrics !== undefined) resolve(metrics);
      else reject(new Error(`case ${name} ended with ${signal ?? code} and no metrics`));
    });
  });
}
