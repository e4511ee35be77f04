import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** @param {string} root */
const mark = (root) => join(root, "node_modules", ".cache", "start", "built");

/** What the compiler writes last into the folder of what it built. */
const proof = join("dist", ".tsbuildinfo");

/**
 * @param {string} root the repository's folder
 * @param {string} digest of the sources as they are
 * @returns {boolean} whether the last build was made from them and still lies there
 */
export function isBuilt(root, digest) {
  if (!existsSync(mark(root))) return false;
  const [made, ...folders] = readFileSync(mark(root), "utf8").split("\n");
  return made === digest && folders.every((folder) => existsSync(join(root, folder, proof)));
}

/**
 * Remembers that the build was made from sources with this digest, and which folders it filled: not all of them, since the
 * command stands neither on the benchmarks nor on the conformance tests.
 *
 * @param {string} root
 * @param {string} digest
 */
export function markBuilt(root, digest) {
  const folders = ["packages", "apps"]
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)))
    .filter((folder) => existsSync(join(root, folder, proof)));
  mkdirSync(dirname(mark(root)), { recursive: true });
  writeFileSync(mark(root), [digest, ...folders].join("\n"));
}
