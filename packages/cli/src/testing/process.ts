import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { killed } from "./code-after.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

/** The environment of a command under test: nothing that the machine's user has set for the real one. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("RUNLEDGER_")),
);

/** A `runledger` command in a process of its own, run from its sources. */
export class CommandProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number>;
  readonly #waiting = new Set<() => void>();
  stdout = "";
  stderr = "";

  /** Starts it. Whoever does ends it, or disposes of it. */
  constructor(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, ["--conditions=@runledger/source", main, ...words], {
      env: { ...environment, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    child.stdout
      .setEncoding("utf8")
      .on("data", (text: string) => this.#hear(() => (this.stdout += text)));
    child.stderr
      .setEncoding("utf8")
      .on("data", (text: string) => this.#hear(() => (this.stderr += text)));
    this.#ended = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => {
        resolve(code ?? (signal === null ? -1 : killed));
        this.#hear(() => {});
      });
    });
  }

  /** Kills it, if it hasn't ended. */
  [Symbol.dispose](): void {
    this.#child.kill("SIGKILL");
  }

  /** Waits until it has ended. @returns its exit code; below 0 where a signal ended it */
  ended(): Promise<number> {
    return this.#ended;
  }

  /** Waits until what it has written matches. @throws Error, with what it has written, where it ends before */
  async match(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stdout) ?? pattern.exec(this.stderr);
      if (match !== null) return match;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        throw new Error(`ended without ${String(pattern)}:\n${this.stdout}\n${this.stderr}`);
      }
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Sends a signal. */
  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  #hear(note: () => void): void {
    note();
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
