import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const released = "packages/proto/released/protocol.binpb";

/**
 * @typedef {object} Earlier
 * @property {string} name what it is called
 * @property {string} [against] what the command calls it; left out where there is none
 */

/**
 * Finds what the schemas of a repository are held against: the branch main, and the last release.
 *
 * @param {string} repository
 * @returns {Earlier[]}
 */
export function findEarlier(repository) {
  const main = findMain(repository);
  return [
    { name: "branch main", ...(main === undefined ? {} : { against: main }) },
    {
      name: "last release",
      ...(existsSync(join(repository, released)) ? { against: released } : {}),
    },
  ];
}

/**
 * Keeps the protocol as it is now as that of the last release.
 *
 * @param {string} repository
 */
export function keepAsReleased(repository) {
  mkdirSync(join(repository, released, ".."), { recursive: true });
  // Lines are told of the newer protocol, so the older needs no source information.
  execFileSync("buf", ["build", "proto", "-o", released, "--exclude-source-info"], {
    cwd: repository,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
}

/**
 * Finds what is known of the branch main: here, or as it was last fetched.
 *
 * @param {string} repository
 * @returns {string | undefined} a name that git understands; undefined where nothing is known, or where there is no git
 */
function findMain(repository) {
  return ["refs/heads/main", "refs/remotes/origin/main"].find((ref) => {
    try {
      execFileSync("git", ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`], {
        cwd: repository,
        stdio: "ignore",
      });
      return true;
    } catch {
      return false;
    }
  });
}
