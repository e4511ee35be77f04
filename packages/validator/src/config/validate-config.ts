import type { Severity } from "../rules/severity.ts";

/** What `runledger.config.json` says under `validate`. */
export interface ValidateConfig {
  /** Severities that differ from the catalogue's, by rule. */
  readonly rules?: Readonly<Record<string, Severity | "off">>;
  /** The path of a file of waivers, from the config file's folder. */
  readonly waivers?: string;
  /** What fails the check. Default: `error`. */
  readonly failOn?: Severity;
  /** How far a clock may be ahead, in seconds. */
  readonly clockTolerance?: number;
  /** How many attempts an action may have where no declaration says. */
  readonly maxAttempts?: number;
  /** How long an action may wait before it starts where no declaration says, in seconds. */
  readonly queueingBudget?: number;
}
