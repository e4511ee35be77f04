import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve as resolvePath } from "node:path";
import { localCommand } from "../bootstrap/local-command.mjs";
import { root } from "../bootstrap/root.mjs";
import { logs } from "./steps.mjs";

/** Steps print for a log: no colours, no questions, no news from their makers. */
const environment = {
  ...process.env,
  NO_COLOR: "1",
  FORCE_COLOR: undefined,
  DO_NOT_TRACK: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
};

/**
 * Runs one step to its end and keeps its log.
 *
 * @param {import("./steps.mjs").Step} step
 * @param {AbortSignal} stop ends it, and everything that it started
 * @returns {Promise<import("./run-steps.mjs").Result>} a step that could not be started is one that failed
 */
export function runStep({ name, command, report }, stop) {
  const started = performance.now();
  // A report of an earlier run must never be counted for this one.
  const written = report === undefined ? undefined : resolvePath(root, report);
  if (written !== undefined) rmSync(written, { force: true });
  const { file, args } = localCommand(command);
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own, so that all of a step can be ended at once.
      detached: process.platform !== "win32",
    });
    const kill = () => killTree(child);
    stop.addEventListener("abort", kill);
    let log = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (log += text));
    }
    /** @param {boolean} ok */
    const end = (ok) => {
      stop.removeEventListener("abort", kill);
      writeFileSync(join(logs, `${name}.log`), log);
      const seconds = (performance.now() - started) / 1000;
      resolve({
        name,
        ok,
        log: `$ ${command.join(" ")}\n${log}`,
        seconds,
        ...(written === undefined ? {} : { report: written }),
      });
    };
    child.on("error", (error) => {
      log += `cannot start ${file}: ${error.message}\n`;
      end(false);
    });
    child.on("close", (code) => end(code === 0));
  });
}

/** @param {import("node:child_process").ChildProcess} child */
function killTree(child) {
  if (process.platform === "win32" || child.pid === undefined) child.kill();
  else process.kill(-child.pid, "SIGTERM");
}
