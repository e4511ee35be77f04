import { mkdirSync } from "node:fs";
import { failedTests } from "./failed-tests.mjs";
import { runStep } from "./run-step.mjs";
import { logs } from "./steps.mjs";

/**
 * @typedef {import("./steps.mjs").Step} Step
 * @typedef {{ name: string, ok: boolean, log: string, seconds: number, report?: string }} Result
 */

/**
 * Runs the steps, several at a time, and reports each as it ends.
 *
 * @param {readonly Step[]} steps in an order in which each comes after those that it needs
 * @param {number} limit how many run side by side
 * @param {(line: string) => void} print
 * @param {AbortSignal} stop ends the steps that run, and lets no other begin
 * @returns {Promise<Result[]>} in the order in which they ended; a step whose need failed counts as failed
 */
export async function runSteps(steps, limit, print, stop) {
  mkdirSync(logs, { recursive: true });
  /** @type {Result[]} */
  const results = [];
  /** @type {Map<Step, Promise<Result>>} */
  const running = new Map();
  const waiting = [...steps];
  while ((waiting.length > 0 && !stop.aborted) || running.size > 0) {
    for (const step of startable(
      stop.aborted ? [] : waiting,
      [...running.keys()],
      results,
      limit,
    )) {
      waiting.splice(waiting.indexOf(step), 1);
      const failed = (step.after ?? []).find((name) =>
        results.some((result) => result.name === name && !result.ok),
      );
      running.set(
        step,
        failed === undefined ? runStep(step, stop) : Promise.resolve(skipped(step, failed)),
      );
    }
    const result = await Promise.race(running.values());
    running.delete(
      [...running.keys()].find(({ name }) => name === result.name) ?? fail(result.name),
    );
    results.push(result);
    print(describe(result));
  }
  return results;
}

/**
 * @param {readonly Step[]} waiting
 * @param {readonly Step[]} running
 * @param {readonly Result[]} results
 * @param {number} limit
 * @returns {Step[]}
 */
function startable(waiting, running, results, limit) {
  if (running.some(({ alone }) => alone === true)) return [];
  const ready = waiting.filter(({ after = [] }) =>
    after.every((need) => results.some(({ name }) => name === need)),
  );
  const together = ready.filter(({ alone }) => alone !== true).slice(0, limit - running.length);
  if (together.length > 0 || running.length > 0) return together;
  return ready.slice(0, 1);
}

/**
 * @param {Step} step
 * @param {string} need
 * @returns {Result}
 */
function skipped(step, need) {
  return {
    name: step.name,
    ok: false,
    log: `not run: "${need}" failed, and this stands on it`,
    seconds: 0,
  };
}

/** @param {Result} result */
function describe({ name, ok, log, seconds, report }) {
  const line = `${ok ? "ok    " : "FAILED"}  ${name.padEnd(14)} ${seconds.toFixed(1).padStart(6)} s`;
  // What was not done has to be seen even where all is fine.
  const leftOut = log.match(/^Left out: .*$/gm) ?? [];
  const below = ok ? leftOut : failedTests(report);
  const head = [line, ...below.map((each) => `        ${each}`)].join("\n");
  return ok ? head : `${head}\n\n${log.trim().replaceAll(/^/gm, "    ")}\n`;
}

/**
 * @param {string} name
 * @returns {never}
 */
function fail(name) {
  throw new Error(`a step ended that was not running: ${name}`);
}
