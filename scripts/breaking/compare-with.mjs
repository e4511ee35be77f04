import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { lifecycleChanges } from "./lifecycle-changes.mjs";

/** Where the manifest of the lifecycles lies in the repository. */
export const manifest = "packages/proto/src/gen/lifecycle.json";

/**
 * Runs buf in a folder.
 *
 * @param {string} folder
 * @param {readonly string[]} args
 */
function buf(folder, args) {
  const result = spawnSync("buf", args, {
    cwd: folder,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (result.error) throw new Error(`buf can't be run: ${result.error.message}`);
  return { ok: result.status === 0, text: `${result.stdout}${result.stderr}`.trimEnd() };
}

/**
 * Builds the image of a folder's own files in `proto`. Protovalidate's rules are vendored there,
 * and theirs to change: they are in the image as imports, which are not compared.
 *
 * @param {string} folder
 * @param {string} image where to
 * @param {readonly string[]} [more] more options of `buf build`
 * @throws if it doesn't compile
 */
export function buildImage(folder, image, more = []) {
  const { ok, text } = buf(folder, [
    "build",
    "proto",
    "--exclude-path",
    "proto/buf",
    "-o",
    image,
    ...more,
  ]);
  if (!ok) throw new Error(text);
}

/**
 * Compares two images, and two manifests of lifecycles.
 *
 * @param {{ image: string, lifecycles: string }} before files; without a manifest lifecycles are
 *   not compared
 * @param {{ image: string, lifecycles: string }} after
 * @returns {string} what breaks, a line each; empty if nothing does
 */
export function compareWith(before, after) {
  const { ok, text } = buf(".", [
    "breaking",
    after.image,
    "--against",
    before.image,
    "--exclude-imports",
  ]);
  const changes = existsSync(before.lifecycles)
    ? lifecycleChanges(read(before.lifecycles), read(after.lifecycles))
    : [];
  return [...(ok ? [] : [text]), ...changes].join("\n");
}

/**
 * @param {string} file
 * @returns {import("./lifecycle-changes.mjs").Lifecycle[]}
 */
function read(file) {
  return JSON.parse(readFileSync(file, "utf8")).lifecycles;
}
