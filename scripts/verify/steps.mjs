import { join } from "node:path";
import { root } from "../bootstrap/root.mjs";

/** Where each step's log goes, and the test runner's report. */
export const logs = join(root, "node_modules", ".cache", "verify");

/**
 * @typedef {object} Step
 * @property {string} name what it is called on the command line and in the summary
 * @property {readonly string[]} command the program and its arguments, run in the repository's folder
 * @property {readonly string[]} [after] the steps whose results it reads; it is left out where one of them failed
 * @property {boolean} [alone] whether nothing else runs beside it: what measures time must not compete for it
 * @property {string} [report] a file in vitest's JSON form, by its path in the repository, whose tests are counted one by one
 */

const report = "node_modules/.cache/verify/tests.json";

/**
 * The steps, cheapest first.
 *
 * @type {readonly Step[]}
 */
export const steps = [
  { name: "build", command: ["turbo", "run", "build", "--output-logs=errors-only"] },
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "lint", command: ["oxlint", "--type-aware", "--deny-warnings"] },
  { name: "proto-lint", command: ["buf", "lint"] },
  {
    name: "proto-format",
    command: ["buf", "format", "--diff", "--exit-code", "--exclude-path", "proto/buf"],
  },
  { name: "compat", command: ["node", "scripts/compat.mjs"], after: ["build"] },
  { name: "generated", command: ["node", "scripts/generate.mjs", "--check"] },
  { name: "unused", command: ["knip", "--no-config-hints"] },
  { name: "types", command: ["tsc", "--build"], after: ["build"] },
  {
    name: "tests",
    command: [
      "vitest",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    // Some tests run the built commands as users do.
    after: ["build"],
    alone: true,
    report,
  },
  { name: "packages", command: ["node", "scripts/check-packages.mjs"], after: ["build"] },
];
