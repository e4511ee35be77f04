// Proves that what would be published works for those who install it: packs every published package, installs the
// tarballs into an empty project outside of the workspace, and uses them there.
//
//   node scripts/check-packages.mjs           after a build
//   node scripts/check-packages.mjs --keep    leaves the project there to look into, and says where

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkBrowser } from "./packages/check-browser.mjs";
import { checkImports } from "./packages/check-imports.mjs";
import { checkManifest } from "./packages/check-manifest.mjs";
import { checkSizes } from "./packages/check-sizes.mjs";
import { checkTarball } from "./packages/check-tarball.mjs";
import { checkTypes } from "./packages/check-types.mjs";
import { createConsumer } from "./packages/create-consumer.mjs";
import { pack } from "./packages/pack.mjs";
import { publishedPackages } from "./packages/published-packages.mjs";

/** @param {string} folder an empty one */
async function problemsOf(folder) {
  const packages = publishedPackages();
  const tarballs = pack(packages, folder);
  const consumer = createConsumer(packages, tarballs, folder);
  const found = await Promise.all([
    ...tarballs.map(checkTarball),
    checkTypes(packages, consumer),
    checkImports(packages, consumer),
    checkBrowser(consumer),
    checkSizes(tarballs, consumer, (line) => console.log(line)),
  ]);
  return [...packages.flatMap(checkManifest), ...found.flat()];
}

const folder = mkdtempSync(join(tmpdir(), "runledger-packages-"));
try {
  const problems = await problemsOf(folder);
  for (const problem of problems) console.error(problem);
  console.log(
    problems.length === 0
      ? "\nEvery package installs, type-checks and runs."
      : `\n${problems.length} problems`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  if (process.argv.includes("--keep")) console.log(`The project lies in ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}
