import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../bootstrap/root.mjs";

/**
 * Runs vitest as a suite of `.ci/run`: shows what it says, and last of all prints `N passed, N failed`.
 *
 * @param {readonly string[]} words what stands after `vitest run`
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {number} the exit code
 */
export function runVitest(words, environment = process.env) {
  const folder = mkdtempSync(join(tmpdir(), "runledger-suite-"));
  const report = join(folder, "tests.json");
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        join(root, "node_modules", "vitest", "vitest.mjs"),
        "run",
        ...words,
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${report}`,
      ],
      { cwd: root, env: environment, stdio: "inherit" },
    );
    /** @type {{ numPassedTests: number, numFailedTests: number }} */
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
    // A run that ends badly has failed, whatever it counted.
    const failed = status === 0 ? numFailedTests : Math.max(1, numFailedTests);
    console.log(`${numPassedTests} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
