import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { HintListener, RunHint } from "../../store.ts";
import { connectionConfig } from "../connection-config.ts";
import type { Connections } from "../connections.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import { HintConnection } from "./hint-connection.ts";
import { Outbox } from "./outbox.ts";
import { readPayload, writePayloads } from "./payload.ts";

/** Waits, in milliseconds. */
export interface HintTimes {
  /** Between two sendings at least, so that hints of many commits share one. */
  readonly gap: number;
  /** Between two looks whether the connection still carries anything. */
  readonly ping: number;
  /** For the answer to that. */
  readonly pong: number;
  /** Before a lost connection is made anew: the first wait, doubled from then on, and the longest. */
  readonly firstRetry: number;
  readonly lastRetry: number;
  /** Before another look whether a pooler in between is gone. */
  readonly pooler: number;
}

const times: HintTimes = {
  gap: 5,
  ping: 5000,
  pong: 5000,
  firstRetry: 100,
  lastRetry: 5000,
  pooler: 60_000,
};

/**
 * Tells other processes which runs have changed, and hears it from them, by NOTIFY and LISTEN on a connection of its own.
 * A NOTIFY in the transaction that makes a change would have all commits of all gateways wait for each other.
 *
 * Everything here may fail and nothing waits for it: what isn't heard is found by the next poll.
 */
export class Hints {
  readonly #options: PostgresOptions;
  readonly #connections: Connections;
  readonly #times: HintTimes;
  readonly #sender = randomUUID().slice(0, 8);
  readonly #listeners = new Set<HintListener>();
  readonly #outbox = new Outbox();
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #connection: HintConnection | undefined;
  #sending = false;
  #warned = false;

  constructor(options: PostgresOptions, connections: Connections, more: Partial<HintTimes> = {}) {
    this.#options = options;
    this.#connections = connections;
    this.#times = { ...times, ...more };
  }

  /** Tells others, soon. */
  publish(hints: readonly RunHint[]): void {
    if (this.#stop.signal.aborted) return;
    this.#outbox.add(hints);
    this.#running ??= this.#run();
    void this.#send();
  }

  /** Hears others, from soon on. */
  listen(listener: HintListener): () => void {
    // Whoever listens twice stops twice.
    const own = { ...bound(listener) };
    this.#listeners.add(own);
    if (!this.#stop.signal.aborted) this.#running ??= this.#run();
    return () => this.#listeners.delete(own);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Keeps a connection, made anew whenever it is lost. */
  async #run(): Promise<void> {
    const { firstRetry, lastRetry, pooler } = this.#times;
    let wait = firstRetry;
    while (!this.#stop.signal.aborted) {
      const kept = await this.#keepOne().catch(() => "failed" as const);
      if (kept === "lost") wait = firstRetry;
      const pause = kept === "deaf" ? pooler : wait * (0.5 + this.#options.random() / 2);
      wait = Math.min(lastRetry, wait * 2);
      await this.#pause(pause);
    }
  }

  /** Makes a connection and keeps it until it is lost. */
  async #keepOne(): Promise<"lost" | "deaf"> {
    const lost = Promise.withResolvers<void>();
    const stop = (): void => lost.resolve();
    const { place } = this.#options;
    const config = {
      ...connectionConfig(this.#options),
      pipeline: false,
      query_timeout: this.#times.pong,
    };
    const connection = await HintConnection.open(config, {
      heard: (payload) => this.#hear(payload),
      lost: stop,
    });
    const gone = new AbortController();
    this.#stop.signal.addEventListener("abort", stop);
    // Somebody may have closed it while it was being made.
    if (this.#stop.signal.aborted) stop();
    try {
      // Over another connection: a pooler may carry both over one, and then what is said is heard once.
      const say = (text: string, values: string[]): Promise<unknown> =>
        this.#connections.read({ text, values });
      // Whoever closes it doesn't wait for what may never be heard.
      const hears = await Promise.race([connection.hears(this.#times.pong, say), lost.promise]);
      if (hears === undefined) return "lost";
      if (!hears) {
        this.#warn(
          `${place.name} (${place.setting}) is behind a pooler that doesn't carry notifications, such as PgBouncer in ` +
            "transaction mode. Watches hear of what other gateways write at their next poll only. Name the server " +
            "itself, or a pooler in session mode, in the address.",
        );
        return "deaf";
      }
      this.#connection = connection;
      for (const each of this.#listeners) each.missed();
      void this.#send();
      void this.#ping(connection, gone.signal, stop);
      await lost.promise;
      return "lost";
    } finally {
      gone.abort();
      this.#stop.signal.removeEventListener("abort", stop);
      this.#connection = undefined;
      await connection.close();
    }
  }

  /** Looks again and again whether anything is still heard: nobody says so when the other end is gone without a word. */
  async #ping(connection: HintConnection, gone: AbortSignal, lost: () => void): Promise<void> {
    while (!gone.aborted && !this.#stop.signal.aborted) {
      await this.#pause(this.#times.ping);
      const hears = await connection.hears(this.#times.pong).catch(() => false);
      if (!hears) lost();
    }
  }

  #hear(payload: string): void {
    const { hints, sender } = readPayload(payload);
    if (sender === this.#sender) return;
    for (const each of this.#listeners) {
      if (hints === undefined) each.missed();
      else each.changed(hints);
    }
  }

  /** Sends what there is, once at a time; what comes meanwhile is sent together. */
  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#connection !== undefined && !this.#outbox.isEmpty) {
        await this.#connection.send(writePayloads(this.#sender, this.#outbox.take()));
        await this.#pause(this.#times.gap);
      }
    } catch {
      // What was taken is lost with the connection: who hears of the next one looks at everything.
      this.#outbox.addEverything();
    } finally {
      this.#sending = false;
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => {});
  }

  #warn(sentence: string): void {
    if (this.#warned) return;
    this.#warned = true;
    this.#options.warn(sentence);
  }
}

function bound(listener: HintListener): HintListener {
  return {
    changed: (hints) => listener.changed(hints),
    missed: () => listener.missed(),
  };
}
