import type { ClientOptions } from "../client/gateway-client.ts";

/** Which attempt's logs. */
export interface LogsOf {
  readonly project: string;
  readonly domain: string;
  readonly run: string;
  readonly action: string;
  readonly attempt: number;
}

/** How many logs are followed at a time. The others follow when these have ended. */
const AT_A_TIME = 16;

const names = ["stdout", "stderr"] as const;

/** Follows what attempts print, and tells it line by line. A log that isn't there, or breaks off, is nothing to fail for. */
export class Logs {
  readonly #options: Pick<ClientOptions, "endpoint" | "fetch" | "token">;
  readonly #tell: (line: string, from: LogsOf) => void;
  readonly #signal: AbortSignal;
  readonly #seen = new Set<string>();
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #active = new Set<Promise<void>>();

  constructor(
    options: Pick<ClientOptions, "endpoint" | "fetch" | "token">,
    tell: (line: string, from: LogsOf) => void,
    signal: AbortSignal,
  ) {
    this.#options = options;
    this.#tell = tell;
    this.#signal = signal;
  }

  /** Follows the logs of an attempt, once. */
  follow(attempt: LogsOf): void {
    const key = `${attempt.action}/${attempt.attempt}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    for (const name of names) this.#waiting.push(() => this.#read(attempt, name));
    this.#fill();
  }

  /** Resolves when all that is followed has been told. */
  async end(): Promise<void> {
    while (this.#active.size > 0) await Promise.all(this.#active);
  }

  #fill(): void {
    while (this.#active.size < AT_A_TIME) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      const reading: Promise<void> = next()
        .catch(() => {})
        .finally(() => {
          this.#active.delete(reading);
          this.#fill();
        });
      this.#active.add(reading);
    }
  }

  async #read(attempt: LogsOf, name: string): Promise<void> {
    const { endpoint, fetch: send = fetch, token } = this.#options;
    const { action, attempt: number, domain, project, run } = attempt;
    const path = [project, domain, run, action, String(number), name].map(encodeURIComponent);
    const url = new URL(`/logs/${path.join("/")}?follow`, endpoint);
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await send(url, { headers, signal: this.#signal });
    if (!response.ok || response.body === null) return;
    let rest = "";
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + piece).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#tell(line, attempt);
    }
    if (rest !== "") this.#tell(rest, attempt);
  }
}
