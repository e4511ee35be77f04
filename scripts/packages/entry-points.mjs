import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { root } from "../bootstrap/root.mjs";

/**
 * Lists what a program may import of a package: `@runledger/proto`, `@runledger/proto/run/v1`, …
 *
 * @param {import("./published-packages.mjs").Package} pkg
 * @returns {{ named: string[], matched: string[] }} those that `exports` names, and those that match a pattern there
 */
export function entryPoints({ name, folder, manifest }) {
  /** @type {{ named: string[], matched: string[] }} */
  const found = { named: [], matched: [] };
  for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
    if (typeof target === "string") continue;
    const [before, after] = subpath.split("*");
    if (after === undefined) {
      found.named.push(name + subpath.slice(1));
    } else {
      const stars = matches(join(root, folder), target["default"] ?? "");
      found.matched.push(...stars.map((star) => `${name}${before?.slice(1)}${star}${after}`));
    }
  }
  return found;
}

/**
 * @param {string} folder
 * @param {string} pattern with one star
 * @returns {string[]} what the star stands for in each file that matches
 */
function matches(folder, pattern) {
  const [before = "", after = ""] = pattern.slice("./".length).split("*");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.split(sep).join("/"))
    .filter((path) => path.startsWith(before) && path.endsWith(after))
    .map((path) => path.slice(before.length, path.length - after.length))
    .toSorted();
}
