import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} Entry */

/**
 * Tells whether node_modules holds what package-lock.json says.
 *
 * npm writes node_modules/.package-lock.json last, when everything else is in place, so comparing the two sees an
 * install that was cut short, an older one, and also accepts one that `npm install` brought up to date.
 *
 * @param {string} root the repository's folder
 */
export function isInstalled(root) {
  const installed = readEntries(join(root, "node_modules", ".package-lock.json"));
  const wanted = readEntries(join(root, "package-lock.json"));
  if (wanted === undefined)
    throw new Error(`${join(root, "package-lock.json")} is missing: restore it from git`);
  if (installed === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    // The root and the workspace folders are sources, not installed packages.
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    if (entry.link === true) return existsSync(join(root, path));
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, Entry> | undefined} the packages by their path, or undefined where there is no such file
 */
function readEntries(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, "utf8")).packages;
}
