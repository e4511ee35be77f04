import type { Lifecycle } from "../lifecycle.ts";
import { fingerprintOf } from "./manifest.ts";

/** One value as a row. Truth values are 0 and 1: every SQL database has those. */
interface GuardValue {
  readonly value: number;
  readonly name: string;
  readonly role: string;
  readonly outcome: string | null;
  readonly rank: number;
  readonly terminal: 0 | 1;
  readonly endsAttempt: 0 | 1;
  readonly endsSubject: 0 | 1;
  readonly retryable: 0 | 1;
  readonly startsAttempt: 0 | 1;
}

/** What a database has to know to guard a column of this enum. */
export interface GuardRows {
  /** The full name of the enum. */
  readonly lifecycle: string;
  readonly version: number;
  readonly fingerprint: string;
  readonly initial: number;
  readonly values: readonly GuardValue[];
  /** All pairs (from, to) such that `to` can be reached from `from` over one edge or more. */
  readonly edges: readonly (readonly [from: number, to: number])[];
}

const bit = (truth: boolean): 0 | 1 => (truth ? 1 : 0);

/** Lays a lifecycle out as rows, values and edges by number. */
export function guardRowsOf(lifecycle: Lifecycle): GuardRows {
  const values = lifecycle.values.toSorted((a, b) => a.number - b.number);
  return {
    lifecycle: lifecycle.typeName,
    version: lifecycle.version,
    fingerprint: fingerprintOf(lifecycle),
    initial: lifecycle.initial,
    values: values.map((value) => ({
      value: value.number,
      name: value.name,
      role: value.role,
      outcome: value.outcome ?? null,
      rank: value.rank,
      terminal: bit(value.terminal),
      endsAttempt: bit(value.ends === "attempt"),
      endsSubject: bit(value.ends === "subject"),
      retryable: bit(value.retryable),
      startsAttempt: bit(value.startsAttempt),
    })),
    edges: values.flatMap((from) =>
      from.reachable.toSorted((a, b) => a - b).map((to) => [from.number, to] as const),
    ),
  };
}
