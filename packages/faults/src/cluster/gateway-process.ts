import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** How a gateway is started. */
export interface GatewayProcessOptions {
  readonly port: number;
  /** The address or the file of its database. */
  readonly database: string;
  /** Flags for Node itself. */
  readonly nodeFlags: readonly string[];
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

const main: string = fileURLToPath(
  new URL("../../../../apps/gateway/src/main.ts", import.meta.url),
);
/** How much of what it said last is kept for a report, in characters. */
const KEPT = 4000;
/** How often it is started again where it can't: its database may be away as well. */
const STARTS = 60;

/** A gateway in a process of its own, from its sources, which can be killed and started again on the same port. */
export class GatewayProcess {
  readonly #options: GatewayProcessOptions;
  #child: ChildProcess | undefined;
  #said = "";
  #wanted = new AbortController();

  constructor(options: GatewayProcessOptions) {
    this.#options = options;
  }

  /** The last that it said. */
  get lastWords(): string {
    return this.#said;
  }

  /**
   * Starts it, and resolves once it listens. Where it ends before, it is started anew.
   *
   * @throws Error if that doesn't help
   */
  async start(): Promise<void> {
    this.#wanted = new AbortController();
    const { signal } = this.#wanted;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      if (await this.#startOnce()) return;
      if (attempt === STARTS) throw new Error(`a gateway does not start:\n${this.#said}`);
    }
  }

  /** Sends it a signal. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Ends it, and resolves once it has ended. */
  async stop(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    this.#wanted.abort();
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    // What is stopped can't hear anything but SIGKILL.
    if (signal !== "SIGKILL") child.kill("SIGCONT");
    await ended;
  }

  async #startOnce(): Promise<boolean> {
    const { nodeFlags, environment = {} } = this.#options;
    const child = spawn(
      process.execPath,
      ["--conditions=@runledger/source", ...nodeFlags, main, ...this.#flags()],
      {
        env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...environment },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    this.#child = child;
    const end = (): void => void child.kill("SIGKILL");
    process.once("exit", end);
    return new Promise((resolve) => {
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        if (text.includes("is ready")) resolve(true);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        this.#said = (this.#said + text).slice(-KEPT);
      });
      child.once("exit", () => {
        process.off("exit", end);
        resolve(false);
      });
    });
  }

  /** Quick to notice what is gone, so that a round needs seconds and not minutes. */
  #flags(): string[] {
    return [
      ...["--port", String(this.#options.port), "--database", this.#options.database],
      ...["--poll-interval", "300ms", "--heartbeat-interval", "300ms"],
      ...["--reconnect-delay", "150ms", "--shutdown-timeout", "2s", "--log-format", "json"],
    ];
  }
}
