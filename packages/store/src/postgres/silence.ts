import { setTimeout as sleep } from "node:timers/promises";
import type { Line } from "./line.ts";

/** Waits, in milliseconds. */
export interface SilenceTimes {
  /** Between two looks. */
  readonly look: number;
  /** How long an answer may be due before the server is asked whether it works at it, for the first time. */
  readonly patience: number;
  /** How long that may take. It is asked again meanwhile. */
  readonly asking: number;
  /** How long an answer may be on its way after the server has said that it doesn't work at it any more. */
  readonly way: number;
}

const times: SilenceTimes = { look: 100, patience: 500, asking: 2000, way: 100 };

/** How many times the server is asked at once, where it doesn't answer. */
const ASKING = 4;
/** The longest time between two questions about a statement that the server is at work at, in milliseconds. */
const SELDOM = 5000;

/** Asks which backends are at work. Undefined: nothing can be known. */
export type AskAtWork = (
  backends: readonly number[],
  within: number,
) => Promise<ReadonlySet<number> | undefined>;

/**
 * Finds lines whose other side is gone, of which the network tells nobody, and cuts them.
 *
 * An answer that doesn't come may be a statement that takes long, and for that there is another bound. So the server is asked, over a
 * new connection, whether it is at work at it. Where it isn't, and the answer doesn't come either, the line is dead; and those
 * over which nothing was heard since, which nobody uses at the moment, are cut too.
 */
export class Silence {
  readonly #askAtWork: AskAtWork;
  readonly #times: SilenceTimes;
  readonly #lines = new Set<Line>();
  /** Lines that the server is at work at, and when it is to be asked again. */
  readonly #excused = new WeakMap<Line, { readonly silentSince: number; readonly until: number }>();
  readonly #timer: NodeJS.Timeout;
  #asking = 0;
  #asked = 0;

  constructor(askAtWork: AskAtWork, more: Partial<SilenceTimes> = {}) {
    this.#askAtWork = askAtWork;
    this.#times = { ...times, ...more };
    this.#timer = setInterval(() => this.#look(), this.#times.look).unref();
  }

  /** Looks after a line until it has ended. */
  begun(line: Line): void {
    this.#lines.add(line);
    line.once("end", () => this.#lines.delete(line));
  }

  /** Looks after lines no more. */
  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    const { patience } = this.#times;
    const silent = [...this.#lines].filter((line) => this.#isSilent(line, now));
    if (silent.length === 0 || this.#asking >= ASKING || now - this.#asked < patience) return;
    this.#asked = now;
    this.#asking += 1;
    // Where nobody can be asked, it is tried again.
    void this.#judge(silent, now)
      .catch(() => {})
      .finally(() => (this.#asking -= 1));
  }

  #isSilent(line: Line, now: number): boolean {
    const since = line.silentSince;
    // Making a line takes some answers, and at a busy server a while.
    const patience = line.isConnecting ? this.#times.asking : this.#times.patience;
    if (since === undefined || now - since < patience) return false;
    const excuse = this.#excused.get(line);
    return excuse?.silentSince !== since || now >= excuse.until;
  }

  async #judge(silent: readonly Line[], now: number): Promise<void> {
    const asked = silent.map((line) => ({ line, silentSince: line.silentSince ?? now }));
    const backends = silent.flatMap(({ backend }) => backend ?? []);
    const atWork = await this.#askAtWork(backends, this.#times.asking);
    const isExcused = ({ backend, isConnecting }: Line): boolean =>
      !isConnecting && (atWork === undefined || (backend !== undefined && atWork.has(backend)));
    for (const { line, silentSince } of asked) {
      if (!isExcused(line)) continue;
      const until = now + Math.min(SELDOM, now - silentSince);
      this.#excused.set(line, { silentSince, until });
    }
    const doubtful = asked.filter(({ line }) => !isExcused(line));
    if (doubtful.length === 0) return;
    await sleep(this.#times.way);
    const dead = doubtful.filter(({ line, silentSince }) => line.silentSince === silentSince);
    if (dead.length === 0) return;
    const since = Math.min(...dead.map(({ silentSince }) => silentSince));
    for (const line of this.#lines) {
      if (line.silentSince === undefined && line.lastSign <= since) line.cut();
    }
    for (const { line } of dead) line.cut();
  }
}
