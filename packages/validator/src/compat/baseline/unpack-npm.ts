import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { CompatError } from "../compat-error.ts";
import { runProgram } from "../run-program.ts";
import type { Baseline } from "./baseline.ts";

/**
 * Unpacks a version of an npm package, from the registry that npm is set to or from a tarball.
 *
 * @param spec what npm calls it: `@runledger/proto@1.2.0`, or the path of a tarball
 * @throws CompatError where npm doesn't have it
 */
export async function unpackNpm(
  name: string,
  spec: string,
  folder: string,
  scratch: string,
): Promise<Baseline> {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["pack", spec, "--ignore-scripts", "--silent", "--pack-destination", scratch];
  const packed = await runProgram(npm, args, folder);
  if (packed === undefined)
    throw new CompatError("npm is not installed, so it can't fetch a version");
  const tarball = (await readdir(scratch)).find((file) => file.endsWith(".tgz"));
  if (packed.code !== 0 || tarball === undefined) {
    const why = packed.stderr === "" ? "" : `: ${packed.stderr.split("\n")[0]}`;
    throw new CompatError(
      `npm doesn't have ${spec}${why}; npm view ${spec} version says what there is`,
    );
  }
  const unpacked = await runProgram("tar", ["-xzf", tarball], scratch);
  if (unpacked?.code !== 0) {
    throw new CompatError(`${name} can't be unpacked: ${unpacked?.stderr ?? "there is no tar"}`);
  }
  return { kind: "folder", name, folder: join(scratch, "package") };
}
