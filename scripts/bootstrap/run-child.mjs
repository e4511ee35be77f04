import { spawn } from "node:child_process";
import { constants } from "node:os";
import { stopSignals } from "./stop-signals.mjs";

/**
 * Runs a program to its end and hands on the signals that this process gets, so that stopping the parent stops the
 * child and never leaves it behind.
 *
 * Ctrl-C reaches every process of the terminal's group by itself; the child is told only where no terminal did so.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 128 + the signal's number where a signal ended it, as shells do
 */
export function runChild(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: "inherit", ...options });
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    };
    for (const signal of stopSignals) process.on(signal, forward);
    const settle = () => {
      for (const signal of stopSignals) process.off(signal, forward);
    };
    child.on("error", (error) => {
      settle();
      reject(new Error(`cannot start ${file}: ${error.message}`, { cause: error }));
    });
    child.on("exit", (code, signal) => {
      settle();
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}
