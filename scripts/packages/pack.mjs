import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { npmCommand } from "../bootstrap/npm-command.mjs";
import { root } from "../bootstrap/root.mjs";

/**
 * @typedef {object} Tarball
 * @property {string} name the package's
 * @property {string} folder the package's, in the repository
 * @property {string} integrity the tarball's hash, as a lockfile has it
 * @property {string} file its absolute path
 * @property {number} size in bytes, compressed
 * @property {readonly string[]} files the paths that it holds, relative to the package
 */

/**
 * Packs the packages as `npm publish` would.
 *
 * @param {readonly import("./published-packages.mjs").Package[]} packages
 * @param {string} folder where the tarballs go
 * @returns {Tarball[]}
 */
export function pack(packages, folder) {
  const workspaces = packages.flatMap(({ folder: path }) => ["--workspace", path]);
  const [file, args] = npmCommand([
    "pack",
    "--json",
    "--loglevel=error",
    "--pack-destination",
    folder,
    ...workspaces,
  ]);
  const output = execFileSync(file, args, { cwd: root, encoding: "utf8" });
  /** @type {{ name: string, filename: string, size: number, integrity: string, files: { path: string }[] }[]} */
  const packed = JSON.parse(output);
  return packed.map(({ name, filename, size, integrity, files }) => ({
    name,
    folder: packages.find((pkg) => pkg.name === name)?.folder ?? "",
    integrity,
    file: join(folder, filename),
    size,
    files: files.map(({ path }) => path),
  }));
}
