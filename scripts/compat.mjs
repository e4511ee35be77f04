// Holds the schemas against the branch main and against all releases that have a tag, by runledger.config.json, with the
// command that others use for theirs.
//
// node scripts/compat.mjs           after a build; more arguments are handed on, as in --format github
//
// In a clone that knows neither main nor a tag there is nothing to compare with; that is said, not failed.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./bootstrap/root.mjs";
import { findMain } from "./breaking/git-folder.mjs";

const main = findMain(root);
if (main === undefined) console.log("compat: there is no branch main to compare with");
const against = main === undefined ? [] : ["--against", main];
const command = join(root, "packages", "cli", "dist", "main.js");
const { status } = spawnSync(
  process.execPath,
  [command, "compat", ...against, ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = status ?? 3;
