import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** @param {string} root */
const mark = (root) => join(root, "node_modules", ".cache", "start", "built");

/**
 * @param {string} root the repository's folder
 * @param {string} digest of the sources as they are
 * @returns {boolean} whether the last build was made from them and still lies there
 */
export function isBuilt(root, digest) {
  if (!existsSync(mark(root)) || readFileSync(mark(root), "utf8") !== digest) return false;
  return ["packages", "apps"].every((group) =>
    readdirSync(join(root, group)).every((name) => {
      const folder = join(root, group, name);
      return (
        !existsSync(join(folder, "tsconfig.build.json")) ||
        existsSync(join(folder, "dist", ".tsbuildinfo"))
      );
    }),
  );
}

/**
 * Remembers that the build was made from sources with this digest.
 *
 * @param {string} root
 * @param {string} digest
 */
export function markBuilt(root, digest) {
  mkdirSync(dirname(mark(root)), { recursive: true });
  writeFileSync(mark(root), digest);
}
