import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { CompatError } from "../compat-error.ts";
import { runProgram } from "../run-program.ts";
import type { Baseline } from "./baseline.ts";

/** npm's own patience with a registry that doesn't answer is more than a minute. */
const quickly = ["--loglevel=error", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"];

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
  const args = ["pack", spec, "--ignore-scripts", ...quickly, "--pack-destination", scratch];
  const packed = await runProgram(npm, args, folder);
  if (packed === undefined)
    throw new CompatError("npm is not installed, so it can't fetch a version");
  const tarball = (await readdir(scratch)).find((file) => file.endsWith(".tgz"));
  if (packed.code !== 0 || tarball === undefined) {
    throw new CompatError(refusalOf(spec, packed.stderr));
  }
  const unpacked = await runProgram("tar", ["-xzf", tarball], scratch);
  if (unpacked?.code !== 0) {
    throw new CompatError(`${name} can't be unpacked: ${unpacked?.stderr ?? "there is no tar"}`);
  }
  return { kind: "folder", name, folder: join(scratch, "package") };
}

/** Says why npm packed nothing, by the code that it gives. Nothing else of what it says: an address may hold a password. */
function refusalOf(spec: string, stderr: string): string {
  const code = /^npm (?:error|ERR!) code (\S+)$/m.exec(stderr)?.[1] ?? "no code";
  if (["E404", "ETARGET", "ENOENT"].includes(code)) {
    return `npm doesn't have ${spec} (${code}); npm view ${spec} version says what there is`;
  }
  return `npm can't fetch ${spec} (${code}): can the registry be reached, and is npm logged in to it? npm ping tells`;
}
