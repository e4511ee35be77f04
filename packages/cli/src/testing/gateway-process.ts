import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GatewayClient } from "../client/gateway-client.ts";
import { CommandProcess } from "./process.ts";

/** A gateway in a process of its own, as `runledger serve` starts it, on a database of its own. */
export class GatewayProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), "runledger-e2e-"));
  #process: CommandProcess;
  #url = "";

  private constructor() {
    this.#process = this.#start("0");
  }

  /** Starts one on a port that is free. Whoever does disposes of it, and of its data with it. */
  static async start(): Promise<GatewayProcess> {
    const gateway = new GatewayProcess();
    await gateway.#ready();
    return gateway;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }

  /** Its address. It stays the same over a restart. */
  get url(): string {
    return this.#url;
  }

  /** Makes a client of it. */
  client(): GatewayClient {
    return new GatewayClient({
      endpoint: `${this.#url}/graphql`,
      token: undefined,
      timeout: 30_000,
    });
  }

  /** Stops it with a signal, and starts it again on the same data and port. @returns the exit code that it ended with */
  async restart(signal: NodeJS.Signals): Promise<number> {
    const code = await this.stop(signal);
    this.#process = this.#start(new URL(this.#url).port);
    await this.#ready();
    return code;
  }

  /** Stops it. @returns its exit code */
  stop(signal: NodeJS.Signals): Promise<number> {
    this.#process.kill(signal);
    return this.#process.ended();
  }

  #start(port: string): CommandProcess {
    return new CommandProcess([
      "serve",
      "--port",
      port,
      "--database",
      join(this.#folder, "ledger.db"),
      "--data-dir",
      this.#folder,
    ]);
  }

  async #ready(): Promise<void> {
    const [url] = await this.#process.match(/http:\/\/127\.0\.0\.1:\d+/);
    this.#url = url;
  }
}
