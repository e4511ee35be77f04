import { existsSync, readFileSync } from "node:fs";

/**
 * Adds up what passed and what failed: the tests of a step with a report one by one, every other step as one.
 *
 * @param {readonly { ok: boolean, report?: string }[]} results
 * @returns {{ passed: number, failed: number }}
 */
export function total(results) {
  let [passed, failed] = [0, 0];
  for (const { ok, report } of results) {
    if (report === undefined || !existsSync(report)) {
      if (ok) passed += 1;
      else failed += 1;
      continue;
    }
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
    passed += numPassedTests;
    // A file that does not load, or an error outside of any test, fails the step and no test.
    failed += ok ? numFailedTests : Math.max(1, numFailedTests);
  }
  return { passed, failed };
}
