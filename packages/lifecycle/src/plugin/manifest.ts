import { createHash } from "node:crypto";
import type { Lifecycle } from "../lifecycle.ts";

/** One value, for those who read it without protobuf. */
interface ManifestValue {
  readonly number: number;
  readonly name: string;
  readonly shortName: string;
  readonly description: string;
  readonly role: string;
  readonly terminal: boolean;
  /** "attempt", "subject", or null where the value is not terminal. */
  readonly ends: string | null;
  /** "success", "failure", "aborted", "neutral", or null where the value is not terminal. */
  readonly outcome: string | null;
  readonly retryable: boolean;
  readonly startsAttempt: boolean;
  readonly rank: number;
  /** Names of the values that may follow directly. */
  readonly followedBy: readonly string[];
  /** Names of the values that may follow over one edge or more. */
  readonly reachable: readonly string[];
}

/** One lifecycle, for those who read it without protobuf. */
export interface ManifestLifecycle {
  /** The full name of the enum. */
  readonly enum: string;
  readonly subject: string;
  readonly description: string;
  readonly version: number;
  /** `sha256:` and 64 hexadecimal digits: see {@link fingerprintOf}. */
  readonly fingerprint: string;
  /** The name of the initial value. */
  readonly initial: string;
  readonly values: readonly ManifestValue[];
}

/** Describes a lifecycle completely, in plain data. */
export function manifestOf(lifecycle: Lifecycle): ManifestLifecycle {
  const names = (numbers: readonly number[]): string[] =>
    numbers.flatMap((number) => lifecycle.of(number)?.name ?? []);
  return {
    enum: lifecycle.typeName,
    subject: lifecycle.subject,
    description: lifecycle.description,
    version: lifecycle.version,
    fingerprint: fingerprintOf(lifecycle),
    initial: lifecycle.of(lifecycle.initial)?.name ?? "",
    values: lifecycle.values.map((value) => ({
      ...value,
      ends: value.ends ?? null,
      outcome: value.outcome ?? null,
      followedBy: names(value.followedBy),
      reachable: names(value.reachable),
    })),
  };
}

/**
 * Hashes what a lifecycle allows: names, numbers, roles, ends, outcomes, attempts, edges and the
 * initial value. What is only said to people (subject, descriptions), and the order in which things
 * are declared, don't count. Equal fingerprints mean equal guards.
 */
export function fingerprintOf(lifecycle: Lifecycle): string {
  const canonical = {
    enum: lifecycle.typeName,
    initial: lifecycle.initial,
    values: lifecycle.values
      .toSorted((a, b) => a.number - b.number)
      .map((value) => [
        value.number,
        value.name,
        value.role,
        value.ends ?? null,
        value.outcome ?? null,
        value.retryable,
        value.startsAttempt,
        value.followedBy.toSorted((a, b) => a - b),
      ]),
  };
  return `sha256:${createHash("sha256").update(JSON.stringify(canonical)).digest("hex")}`;
}
