// Generates what is generated, or with --check only says what is not fresh:
//
//   npm run generate              writes what changed, and nothing else
//   npm run generate -- --check   writes nothing; exit code 1 and a list where a file is not what would be generated
//
// Each generator writes into an empty folder first. So a check never touches the tree, a file that stays the same
// keeps its time, and nobody who runs beside it sees a folder half written.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./bootstrap/root.mjs";
import { generators } from "./generate/generators.mjs";
import { runGenerator } from "./generate/run-generator.mjs";
import { applyDifference, difference } from "./generate/difference.mjs";

const check = process.argv.includes("--check");

/** @returns {number} the exit code */
function main() {
  /** @type {string[]} */
  const changed = [];
  for (const generator of generators) {
    const out = mkdtempSync(join(tmpdir(), "runledger-generate-"));
    try {
      const failure = runGenerator(generator, out);
      if (failure !== undefined) {
        console.error(`generate: ${generator.name} failed\n${failure}`);
        return 1;
      }
      const found = difference(out, root);
      if (!check) applyDifference(found, out, root);
      changed.push(...found.map(({ kind, path }) => `  ${kind.padEnd(8)} ${path}`));
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  }
  if (changed.length === 0) {
    console.log("generate: everything is fresh");
    return 0;
  }
  console.log(
    [`generate: ${changed.length} ${check ? "not fresh" : "written"}`, ...changed].join("\n"),
  );
  if (check) console.log("Run `npm run generate` and commit what it writes.");
  return check ? 1 : 0;
}

process.exitCode = main();
