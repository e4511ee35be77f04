import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Runs git quietly.
 *
 * @param {string} repository
 * @param {readonly string[]} args
 */
function git(repository, args) {
  return execFileSync("git", args, {
    cwd: repository,
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 2 ** 28,
  });
}

/**
 * Finds what is known of the branch main: here, or as it was last fetched.
 *
 * @param {string} repository
 * @returns {string | undefined} a name that git understands; undefined where nothing is known, or
 *   where there is no git
 */
export function findMain(repository) {
  return ["refs/heads/main", "refs/remotes/origin/main"].find((ref) => {
    try {
      git(repository, ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Writes files as they are in a commit. Unlike a clone of the repository, this works in one that is
 * shallow, too.
 *
 * @param {string} repository
 * @param {string} ref
 * @param {readonly string[]} paths files and folders; those that the commit doesn't have are left
 *   out
 * @param {string} folder where to
 * @returns {number} how many files were written
 */
export function writeFilesOf(repository, ref, paths, folder) {
  const names = git(repository, ["ls-tree", "-r", "-z", "--name-only", ref, "--", ...paths])
    .toString()
    .split("\0")
    .filter((name) => name !== "");
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), git(repository, ["show", `${ref}:${name}`]));
  }
  return names.length;
}
