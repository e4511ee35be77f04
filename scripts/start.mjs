// Starts the gateway from the sources: generates and builds what changed since the last start, and hands over.
//
//   npm start                 `runledger serve`: the gateway, on its embedded ledger
//   npm start -- --demo       arguments go to it: --help lists them

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./bootstrap/root.mjs";
import { digestSources } from "./start/digest-sources.mjs";
import { isBuilt, markBuilt } from "./start/built.mjs";
import { runQuietly } from "./start/run-quietly.mjs";

const command = join(root, "packages/cli/dist/main.js");

/** @returns {boolean} whether there is a build of the sources as they are now */
function build() {
  if (isBuilt(root, digestSources(root))) return true;
  console.error("Building; only what changed, and not at all when nothing did.");
  const fine =
    runQuietly(["node", "scripts/generate.mjs"]) &&
    // Only the command and what it stands on: neither benchmarks nor conformance tests are needed to start.
    runQuietly(["turbo", "run", "build", "--filter=runledger", "--output-logs=errors-only"]);
  // Generating may have written sources, so the digest is taken again.
  if (fine) markBuilt(root, digestSources(root));
  return fine;
}

if (build()) {
  // In this process: one process less to stop, and Ctrl-C and SIGTERM reach the gateway first-hand.
  process.argv.splice(1, 1, command, "serve");
  await import(pathToFileURL(command).href);
} else {
  process.exitCode = 1;
}
