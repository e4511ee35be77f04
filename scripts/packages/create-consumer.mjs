import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npmCommand } from "../bootstrap/npm-command.mjs";
import { root } from "../bootstrap/root.mjs";
import { lockedVersions } from "./locked-versions.mjs";

/**
 * Creates a project outside of the workspace and installs the tarballs in it.
 *
 * What they depend on is pinned to what the repository's own lockfile says: those packages lie in npm's cache since the
 * repository was installed, so this needs no network, and a stranger's release of today cannot change the outcome.
 *
 * @param {readonly import("./pack.mjs").Tarball[]} tarballs
 * @param {string} folder
 * @returns {string} the project's folder
 */
export function createConsumer(tarballs, folder) {
  const consumer = join(folder, "consumer");
  const versions = lockedVersions(
    JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages,
  );
  const dependencies = Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`]));
  const types = "@types/node";
  const { [types]: node = "*", ...overrides } = versions;
  mkdirSync(consumer);
  writeFileSync(
    join(consumer, "package.json"),
    JSON.stringify({
      name: "consumer",
      private: true,
      type: "module",
      dependencies: { ...dependencies, [types]: node },
      overrides,
    }),
  );
  const flags = [
    "--prefer-offline",
    "--no-package-lock",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
  ];
  const [file, args] = npmCommand(["install", ...flags, "--loglevel=error"]);
  execFileSync(file, args, { cwd: consumer, stdio: ["ignore", "ignore", "inherit"] });
  return consumer;
}
