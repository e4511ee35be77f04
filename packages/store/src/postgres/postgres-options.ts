import type { GuardRows } from "../sqlite/schema/guard-rows.ts";
import type { Place } from "./place.ts";

/** What a store over PostgreSQL is opened with. */
export interface PostgresOptions {
  readonly url: string;
  readonly place: Place;
  /** How many connections there may be, those for hints aside. */
  readonly connections: number;
  /** How many transactions run at once. */
  readonly transactions: number;
  /** How long a statement may take, in milliseconds. */
  readonly statementTimeout: number;
  /** How long to wait for a connection, in milliseconds. */
  readonly connectTimeout: number;
  /** Told a sentence where something works worse than it might. */
  readonly warn: (sentence: string) => void;
  /** A number from 0 to below 1, for the waits before another attempt. */
  readonly random: () => number;
  /** Milliseconds on a clock that only goes forward, for when to give up. */
  readonly now: () => number;
  readonly guard: GuardRows;
}
