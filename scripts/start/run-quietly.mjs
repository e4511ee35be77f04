import { spawnSync } from "node:child_process";
import { root } from "../bootstrap/root.mjs";

/**
 * Runs a command of the workspace and prints what it says only where it fails.
 *
 * @param {readonly string[]} command
 * @returns {boolean} whether it went well
 */
export function runQuietly([file = "", ...args]) {
  const result = spawnSync(file, args, {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      DO_NOT_TRACK: "1",
      TURBO_TELEMETRY_DISABLED: "1",
      TURBO_NO_UPDATE_NOTIFIER: "1",
    },
    // The workspace's commands are .cmd files on Windows, which only a shell can start.
    shell: process.platform === "win32",
  });
  if (result.status === 0) return true;
  console.error(
    `${[file, ...args].join(" ")} failed:\n${result.error?.message ?? `${result.stdout}${result.stderr}`}`,
  );
  return false;
}
