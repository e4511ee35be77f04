// Holds the schemas against the branch main and against the last release, by runledger.config.json, with the command that
// others use for theirs.
//
// node scripts/compat.mjs             after a build; more arguments are handed on, as in --format github
// node scripts/compat.mjs --release   keeps the protocol as it is now as that of the last release
//
// The protocol of the last release is kept as an image in packages/proto/released, so a comparison needs neither a network nor
// tags. Before the first release there is none, and in some clones there is no main: what can't be compared is said, not failed.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./bootstrap/root.mjs";
import { findEarlier, keepAsReleased } from "./compat/earlier.mjs";

/** @returns {number} the exit code */
function compareWithAll() {
  const command = join(root, "packages", "cli", "dist", "main.js");
  let worst = 0;
  for (const { name, against } of findEarlier(root)) {
    if (against === undefined) {
      console.log(`compat: there is no ${name} to compare with`);
      continue;
    }
    // Each is the latest for those who have it, so each is compared by itself.
    const words = [command, "compat", "--against", against, ...process.argv.slice(2)];
    const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: "inherit" });
    worst = Math.max(worst, status ?? 3);
  }
  return worst;
}

if (process.argv.includes("--release")) {
  keepAsReleased(root);
  console.log("compat: kept the protocol as that of the last release");
} else process.exitCode = compareWithAll();
