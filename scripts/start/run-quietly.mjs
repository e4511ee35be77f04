import { spawnSync } from "node:child_process";
import { localCommand } from "../bootstrap/local-command.mjs";
import { root } from "../bootstrap/root.mjs";

/**
 * Runs a command of the workspace and prints what it says only where it fails.
 *
 * @param {readonly string[]} command
 * @returns {boolean} whether it went well
 */
export function runQuietly(command) {
  const { file, args } = localCommand(command);
  const result = spawnSync(file, args, {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      DO_NOT_TRACK: "1",
      TURBO_TELEMETRY_DISABLED: "1",
      TURBO_NO_UPDATE_NOTIFIER: "1",
    },
  });
  if (result.status === 0) return true;
  console.error(
    `${command.join(" ")} failed:\n${result.error?.message ?? `${result.stdout}${result.stderr}`}`,
  );
  return false;
}
