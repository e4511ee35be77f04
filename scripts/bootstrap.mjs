// Runs a script of this repository in an environment that is ready for it, whatever the machine had before:
//
//   node scripts/bootstrap.mjs scripts/verify.mjs [arguments…]
//
// It installs what the lockfile says if that is not installed yet, chooses the Node to develop with, puts that Node
// and the workspace's commands first on the PATH, and hands over. Built-in modules only, and nothing newer than
// Node 20: this is the first thing that runs in a fresh clone.

import { delimiter, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chooseNode } from "./bootstrap/choose-node.mjs";
import { install } from "./bootstrap/install.mjs";
import { isInstalled } from "./bootstrap/is-installed.mjs";
import { joinSignals } from "./bootstrap/join-signals.mjs";
import { root } from "./bootstrap/root.mjs";
import { runChild } from "./bootstrap/run-child.mjs";
import { watchParent } from "./bootstrap/watch-parent.mjs";

const [script, ...rest] = process.argv.slice(2);

/** @returns {Promise<number>} the exit code, or -1 when the script goes on in this very process */
async function main() {
  if (script === undefined) {
    console.error("usage: node scripts/bootstrap.mjs SCRIPT [arguments…]");
    return 2;
  }
  joinSignals(process, () => performance.now());
  watchParent(() => process.kill(process.pid, "SIGTERM"));
  if (!isInstalled(root)) {
    const code = await install(root);
    if (code !== 0) return code;
    if (!isInstalled(root)) {
      console.error(
        "package-lock.json holds what no package.json asks for: run `npm install`, and commit what it writes.",
      );
    }
  }
  const node = chooseNode(root);
  if (node.kind === "none") {
    console.error(node.reason);
    return 1;
  }
  const target = resolve(root, script);
  process.env["PATH"] = [
    node.directory,
    resolve(root, "node_modules/.bin"),
    process.env["PATH"],
  ].join(delimiter);
  if (node.isCurrent) {
    // No second process: the script gets its signals first-hand, and a warm start saves what a Node start costs.
    process.argv = [process.argv[0] ?? node.file, target, ...rest];
    await import(pathToFileURL(target).href);
    return -1;
  }
  return runChild(node.file, [target, ...rest]);
}

const code = await main();
if (code >= 0) process.exitCode = code;
