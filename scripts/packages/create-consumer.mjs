import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npmCommand } from "../bootstrap/npm-command.mjs";
import { root } from "../bootstrap/root.mjs";
import { consumerLockfile } from "./consumer-lockfile.mjs";

/**
 * Creates a project outside of the workspace and installs the tarballs in it, with all that they can make use of.
 *
 * @param {readonly import("./published-packages.mjs").Package[]} published
 * @param {readonly import("./pack.mjs").Tarball[]} tarballs
 * @param {string} folder
 * @returns {string} the project's folder
 */
export function createConsumer(published, tarballs, folder) {
  const consumer = join(folder, "consumer");
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const peers = published.flatMap((pkg) => Object.keys(pkg.manifest.peerDependencies ?? {}));
  const { manifest, lockfile } = consumerLockfile(packages, tarballs, ["@types/node", ...peers]);
  mkdirSync(consumer);
  writeFileSync(join(consumer, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(consumer, "package-lock.json"), JSON.stringify(lockfile));
  const flags = [
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--loglevel=error",
  ];
  const [file, args] = npmCommand(["ci", ...flags]);
  execFileSync(file, args, { cwd: consumer, stdio: ["ignore", "ignore", "inherit"] });
  return consumer;
}
