import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** @typedef {{ kind: "new" | "changed" | "stale", path: string }} Difference */

/**
 * Lists how the tree differs from what was generated.
 *
 * A folder named `gen` holds generated files only, so a file there that was not generated is stale; elsewhere generated
 * files may stand beside written ones.
 *
 * @param {string} generated the folder that a generator wrote into
 * @param {string} tree the folder it is held against
 * @returns {Difference[]} sorted by path; the paths have slashes on every system
 */
export function difference(generated, tree) {
  const fresh = files(generated);
  /** @type {Difference[]} */
  const found = [];
  for (const path of fresh) {
    const there = join(tree, path);
    if (!existsSync(there)) found.push({ kind: "new", path });
    else if (!sameText(join(generated, path), there)) found.push({ kind: "changed", path });
  }
  for (const folder of ownFolders(fresh)) {
    if (!existsSync(join(tree, folder))) continue;
    for (const file of files(join(tree, folder))) {
      const path = `${folder}/${file}`;
      if (!fresh.includes(path)) found.push({ kind: "stale", path });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Makes the tree what was generated.
 *
 * @param {readonly Difference[]} found what {@link difference} lists
 * @param {string} generated
 * @param {string} tree
 */
export function applyDifference(found, generated, tree) {
  for (const { kind, path } of found) {
    const target = join(tree, path);
    if (kind === "stale") {
      rmSync(target);
    } else {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, readFileSync(join(generated, path)));
    }
  }
}

/** @param {string} folder */
function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join("/"),
    );
}

/** @param {readonly string[]} paths */
function ownFolders(paths) {
  const folders = paths
    .map((path) => /^(.*?\/gen)\//.exec(path)?.[1])
    .filter((folder) => folder !== undefined);
  return new Set(folders);
}

/**
 * A checkout on Windows may have CRLF where a generator writes LF; that is git's doing, not a difference.
 *
 * @param {string} a
 * @param {string} b
 */
function sameText(a, b) {
  const [left, right] = [readFileSync(a), readFileSync(b)];
  if (left.equals(right)) return true;
  return process.platform === "win32" && unix(left) === unix(right);
}

/** @param {Buffer} bytes */
function unix(bytes) {
  return bytes.toString("latin1").replaceAll("\r\n", "\n");
}
