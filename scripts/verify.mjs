// Proves the repository: every check and every test.
//
//   npm test                  all of it
//   npm test -- lint types    only these steps, and those that they need
//
// Prints a line a step, the full log of a step that failed, and last of all `N passed, N failed`: the tests one by one,
// and each other step as one. Every step's log stays in node_modules/.cache/verify.

import { availableParallelism, constants } from "node:os";
import { stopSignals } from "./bootstrap/stop-signals.mjs";
import { runSteps } from "./verify/run-steps.mjs";
import { selectSteps } from "./verify/select-steps.mjs";
import { steps } from "./verify/steps.mjs";
import { total } from "./verify/total.mjs";

/** @returns {Promise<number>} the exit code */
async function main() {
  const selection = selectSteps(steps, process.argv.slice(2));
  if (selection.kind === "unknown") {
    const known = steps.map(({ name }) => name).join(", ");
    console.error(`There is no step "${selection.name}". The steps: ${known}.`);
    return 2;
  }
  const stop = new AbortController();
  /** @type {NodeJS.Signals | undefined} */
  let stoppedBy;
  for (const signal of stopSignals) {
    process.on(signal, () => {
      stoppedBy = signal;
      stop.abort();
    });
  }
  const started = performance.now();
  const results = await runSteps(selection.steps, availableParallelism(), print, stop.signal);
  if (stoppedBy !== undefined) {
    print(`Stopped by ${stoppedBy}`);
    return 128 + constants.signals[stoppedBy];
  }
  const { passed, failed } = total(results);
  const bad = results.filter(({ ok }) => !ok).map(({ name }) => name);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  print(
    `\n${bad.length === 0 ? "All steps are fine" : `Failed: ${bad.join(", ")}`} (${seconds} s)`,
  );
  print(`${passed} passed, ${failed} failed`);
  return bad.length === 0 ? 0 : 1;
}

/** @param {string} line */
function print(line) {
  console.log(line);
}

process.exitCode = await main();
