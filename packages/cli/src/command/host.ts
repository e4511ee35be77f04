import type { Output } from "../terminal/output.ts";
import type { Keyboard } from "../workflow/line-reader.ts";
import type { Clock } from "./clock.ts";

/** What a command stands on: the process that it runs in, or a test. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was asked for goes here: summaries, JSON, help. */
  readonly stdout: Output;
  /** Everything else goes here: progress, warnings, errors. */
  readonly stderr: Output;
  readonly clock: Clock;
  /** At least 0 and below 1. */
  readonly random: () => number;
  /** Is aborted when the person wants the command to end. */
  readonly stop: AbortSignal;
  /** Where a person writes. Undefined: there is none. */
  readonly input: Keyboard | undefined;
  /** Says that the person wants the command to end, as Ctrl-C does. */
  readonly interrupt: () => void;
}
