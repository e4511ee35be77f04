// The property tests of the validator with ten thousand histories each, or RUNLEDGER_HISTORIES of them. Some minutes.
//
//   npm run test:validate
//   RUNLEDGER_HISTORIES=1000000 npm run test:validate
//
// Last of all, it prints `N passed, N failed`.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "runledger-long-"));
const report = join(folder, "tests.json");
const files = ["stream/mutations", "input/readers", "message/message"];
const words = [
  ...["run", "--project", "validator", "--reporter=default", "--reporter=json"],
  `--outputFile.json=${report}`,
  ...files.map((file) => `packages/validator/src/${file}.test.ts`),
];
const env = { RUNLEDGER_HISTORIES: "10000", ...process.env };
try {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const { status } = spawnSync(process.execPath, [vitest, ...words], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  /** @type {{ numPassedTests: number, numFailedTests: number }} */
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
  // A run that ends badly has failed, whatever it counted.
  const failed = status === 0 ? numFailedTests : Math.max(1, numFailedTests);
  console.log(`${numPassedTests} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
