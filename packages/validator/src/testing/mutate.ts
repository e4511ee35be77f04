import type { JudgeOptions } from "../stream/judge-options.ts";
import { attemptOf, nameOf, phaseOf } from "./record-view.ts";
import type { Json } from "./rule-example.ts";

/** A stream with one thing wrong in it, and where that should be found. */
export interface Mutated {
  readonly records: readonly Json[];
  /** The place in the list. */
  readonly at: number;
  /** How it has to be judged for that. */
  readonly options?: Partial<JudgeOptions>;
}

/** Breaks a legal stream. @param pick where; undefined where there is no such place in this stream */
export type Mutation = (records: readonly Json[], pick: number) => Mutated | undefined;

/** Tells whether a record is one that can be broken so. */
export type Fits = (record: Json, at: number, records: readonly Json[]) => boolean;

/** Breaks the stream at a record for which it makes sense. */
export function mutate(
  fits: Fits,
  make: (record: Json, at: number, records: readonly Json[]) => Mutated,
): Mutation {
  return (records, pick) => {
    const places = [...records.keys()].filter((at) => {
      const record = records[at];
      return record !== undefined && fits(record, at, records);
    });
    const at = places[pick % Math.max(1, places.length)];
    const record = at === undefined ? undefined : records[at];
    return at === undefined || record === undefined ? undefined : make(record, at, records);
  };
}

const any: Fits = () => true;

/** Changes one record for which it makes sense. */
export function change(make: (record: Json) => Json, fits: Fits = any): Mutation {
  return mutate(fits, (record, at, records) => ({ records: records.with(at, make(record)), at }));
}

/** Puts records behind one for which it makes sense. The last of them is the one that is wrong. */
export function insert(
  make: (record: Json) => readonly Json[],
  fits: Fits = any,
  options: Partial<JudgeOptions> = {},
): Mutation {
  return mutate(fits, (record, at, records) => {
    const added = make(record);
    return { records: records.toSpliced(at + 1, 0, ...added), at: at + added.length, options };
  });
}

/** Leaves the last report on an action out, where one of the same attempt comes before it and is no end. */
export function withoutEnd(fits: Fits): Mutation {
  const isBare: Fits = (record, at, records) => {
    const previous = records[before(record, at, records)];
    return (
      fits(record, at, records) &&
      isLastOf(record, at, records) &&
      isSameAttempt(previous, record) &&
      phaseOf(previous)?.terminal === false
    );
  };
  return mutate(isBare, (record, at, records) => ({
    records: records.toSpliced(at, 1),
    at: before(record, at, records),
  }));
}

/** Finds the report before it on the same action. -1: there is none. */
export function before(record: Json, at: number, records: readonly Json[]): number {
  return records.slice(0, at).findLastIndex((other) => nameOf(other) === nameOf(record));
}

/** Tells whether no report on the same action comes after it. */
export const isLastOf: Fits = (record, at, records) =>
  !records.slice(at + 1).some((other) => nameOf(other) === nameOf(record));

/** Tells whether it isn't about the root. */
export const isChild: Fits = (record) => nameOf(record) !== "a0";

/** Tells whether it is about a root that has not ended. */
export const isOpenRoot: Fits = (record) =>
  nameOf(record) === "a0" && phaseOf(record)?.terminal === false;

/** Tells whether two reports are on one attempt of one action. */
export function isSameAttempt(one: Json | undefined, other: Json | undefined): boolean {
  return nameOf(one) === nameOf(other) && attemptOf(one) === attemptOf(other);
}

/** Tells whether two reports are on one phase of one attempt. */
export function isSamePhase(one: Json | undefined, other: Json | undefined): boolean {
  return isSameAttempt(one, other) && phaseOf(one) === phaseOf(other);
}
