import type { JudgeOptions } from "../stream/judge-options.ts";

/** A record of a stream, as it stands in a line of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** What trips a rule, and what just doesn't. */
export interface RuleExample {
  /** The records of a stream; or of one message, where `schema` says which. */
  readonly trips: readonly Json[];
  readonly passes: readonly Json[];
  /** The full name of the message, where the rule is shown on one and not on a stream. */
  readonly schema?: string;
  /** How the streams are judged. */
  readonly options?: Partial<JudgeOptions>;
}

const run = { project: "shop", domain: "production", name: "nightly-7" };

/** Makes a report: a minute past nine is `"09:01:00"`. The root is `a0`. */
export function report(name: string, phase: string, time: string, more: Json = {}): Json {
  return {
    id: { run, name },
    attempt: 1,
    phase: phase === "" ? undefined : `ACTION_PHASE_${phase}`,
    ...(time === "" ? {} : { updatedTime: `2026-11-20T${time}Z` }),
    producer: "engine",
    ...more,
  };
}

/** Makes the declaration of an action. */
export function declare(name: string, metadata: Json = {}): Json {
  return { actionDeclaration: { run, declaration: { name, metadata } } };
}

/** Makes a report of the ledger's own. */
export function own(name: string, phase: string, time: string): Json {
  return report(name, phase, time, { version: 4294967295, producer: "runledger" });
}

/** The reports of a root that ran and ended well. */
export const root: readonly Json[] = [
  report("a0", "RUNNING", "09:00:00"),
  report("a0", "SUCCEEDED", "10:00:00"),
];

/** Puts reports between the start and the end of such a root. */
export function within(...reports: readonly Json[]): Json[] {
  return [...root.slice(0, 1), ...reports, ...root.slice(1)];
}
