import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { join, sep } from "node:path";
import { npmCommand } from "./npm-command.mjs";
import { runChild } from "./run-child.mjs";
import { stopSignals } from "./stop-signals.mjs";

/**
 * Installs exactly what package-lock.json says, and says so: it is the one slow step of a first start.
 *
 * @param {string} root the repository's folder
 * @returns {Promise<number>} the exit code: npm's, or that of the signal which stopped it
 */
export async function install(root) {
  /** @type {NodeJS.Signals | undefined} */
  let stoppedBy;
  for (const signal of stopSignals) process.once(signal, () => (stoppedBy = signal));
  const count = Object.keys(
    JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages,
  ).length;
  console.error(
    `Installing dependencies (${count} entries in package-lock.json); once, and again when it changes.`,
  );
  const code = await runChild(
    ...npmCommand([...command(root), "--no-audit", "--no-fund", "--loglevel=error"]),
    {
      cwd: root,
      // What npm reports goes to stderr: a script's stdout is the script's.
      stdio: ["ignore", process.stderr, process.stderr],
    },
  );
  if (stoppedBy !== undefined) {
    // npm takes back what it began before it ends, and may even finish.
    console.error(`Stopped by ${stoppedBy} while installing; the next start begins again.`);
    return 128 + constants.signals[stoppedBy];
  }
  if (code !== 0) {
    console.error(
      `npm could not install the dependencies (exit code ${code}); its message stands above.`,
    );
    console.error(
      "It needs the registry that `npm config get registry` names, or a cache that holds the packages.",
    );
  }
  return code;
}

/**
 * Windows cannot delete a program that runs, and `npm ci` deletes node_modules first. Where this very process is the
 * Node from there, npm goes over it package by package instead.
 *
 * @param {string} root
 */
function command(root) {
  const own = process.execPath.startsWith(join(root, "node_modules") + sep);
  return process.platform === "win32" && own ? ["install", "--no-save"] : ["ci"];
}
