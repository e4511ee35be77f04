import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main: string = fileURLToPath(new URL("../../../cli/src/main.ts", import.meta.url));

/** How much of what it said last is kept for a report, in characters. */
const KEPT = 4000;

/** A process that does work, from its sources, which can be killed and started again. */
export class WorkerProcess {
  readonly name: string;
  readonly #words: readonly string[];
  #child: ChildProcess | undefined;
  #said = "";
  #isReady = false;
  #isStopped = false;

  /** @param words the command line of `runledger` */
  constructor(name: string, words: readonly string[]) {
    this.name = name;
    this.#words = words;
  }

  /** Whether it has said that it works, since it was started last. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** The last that it said. */
  get lastWords(): string {
    return this.#said;
  }

  /** Starts it. Where it ends by itself it is started anew. */
  start(): void {
    this.#isReady = false;
    const child = spawn(
      process.execPath,
      ["--conditions=@runledger/source", main, ...this.#words],
      {
        env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    this.#child = child;
    const hear = (text: string): void => {
      this.#said = (this.#said + text).slice(-KEPT);
      if (/^(Working on|Runledger is ready)/m.test(text)) this.#isReady = true;
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    child.once("exit", () => {
      if (this.#child === child && !this.#isStopped) this.start();
    });
  }

  /** Kills it, and starts it again. */
  kill(): void {
    this.#isReady = false;
    this.#child?.kill("SIGKILL");
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
}
