import type { Clock } from "../command/clock.ts";
import type { Output } from "../terminal/output.ts";

/** What a mirror tells of. Programs know these names: they are added to, and not changed. */
export type MirrorEvent =
  /** A run is mirrored from now on. */
  | "run-found"
  /** A run has ended upstream, and all of it is in the ledger. */
  | "run-ended"
  /** Another run has the name of one of upstream's: that one is left out. */
  | "run-taken"
  /** Upstream doesn't know a run any more that hadn't ended. It stays as it is. */
  | "run-gone"
  /** The ledger has refused a report. */
  | "report-refused"
  /** An abort that was requested in the ledger was passed upstream. */
  | "abort-delivered"
  /** A signal that a condition has got in the ledger was passed upstream. */
  | "signal-delivered"
  /** Something went wrong and is tried again. */
  | "trouble"
  /** Where metrics are served. */
  | "metrics-served"
  /** How it is going. */
  | "status";

/** Writes what a mirror does: lines of text on standard error, or of JSON on standard output. */
export class MirrorLog {
  readonly #stdout: Output;
  readonly #stderr: Output;
  readonly #clock: Clock;
  readonly #json: boolean;

  constructor(
    { stdout, stderr, clock }: { stdout: Output; stderr: Output; clock: Clock },
    json: boolean,
  ) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.#clock = clock;
    this.#json = json;
  }

  /** Tells of something. @param text for people, @param fields for programs */
  tell(event: MirrorEvent, text: string, fields: Readonly<Record<string, unknown>>): void {
    const time = new Date(this.#clock.now()).toISOString();
    if (this.#json) this.#stdout.write(`${JSON.stringify({ time, event, ...fields })}\n`);
    else this.#stderr.write(`${time} ${text}\n`);
  }
}
