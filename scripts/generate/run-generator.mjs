import { spawnSync } from "node:child_process";
import { localCommand } from "../bootstrap/local-command.mjs";
import { root } from "../bootstrap/root.mjs";

/**
 * Runs one generator.
 *
 * @param {import("./generators.mjs").Generator} generator
 * @param {string} out an empty folder
 * @returns {string | undefined} what it printed where it failed, undefined where it went well
 */
export function runGenerator(generator, out) {
  const { file, args } = localCommand(generator.command(out));
  const result = spawnSync(file, args, {
    cwd: root,
    encoding: "utf8",
  });
  if (result.error !== undefined) return `cannot start ${file}: ${result.error.message}`;
  return result.status === 0 ? undefined : `${result.stdout}${result.stderr}`;
}
