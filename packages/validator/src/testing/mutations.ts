import { LEDGER_VERSION, actionPhaseLifecycle as lifecycle } from "@runledger/state";
import type { Json } from "./rule-example.ts";

/** A stream with one thing wrong in it, and where that should be found. */
export interface Mutated {
  readonly records: readonly Json[];
  /** The place in the list. */
  readonly at: number;
}

/** Breaks a legal stream. @param pick where; undefined where there is no such place in this stream */
export type Mutation = (records: readonly Json[], pick: number) => Mutated | undefined;

const phaseOf = (record: Json | undefined) => lifecycle.of(String(record?.["phase"]));
const nameOf = (record: Json | undefined): string =>
  String((record?.["id"] as { name: string } | undefined)?.name);
const attemptOf = (record: Json | undefined): number => Number(record?.["attempt"]);
const timeOf = (record: Json | undefined): number => Date.parse(String(record?.["updatedTime"]));
const iso = (time: number): string => new Date(time).toISOString();

function timed(record: Json, time: number): Json {
  return { ...record, updatedTime: iso(time), reportedTime: iso(time) };
}

/** Changes one record for which it makes sense. */
function change(
  make: (record: Json) => Json,
  fits: (record: Json, at: number, records: readonly Json[]) => boolean = () => true,
): Mutation {
  return (records, pick) => {
    const at = choose(records, pick, fits);
    const record = at === undefined ? undefined : records[at];
    if (at === undefined || record === undefined) return undefined;
    return { records: records.with(at, make(record)), at };
  };
}

/** Puts records behind one for which it makes sense. The last of them is the one that is wrong. */
function insert(
  make: (record: Json) => readonly Json[],
  fits: (record: Json, at: number, records: readonly Json[]) => boolean = () => true,
): Mutation {
  return (records, pick) => {
    const at = choose(records, pick, fits);
    const record = at === undefined ? undefined : records[at];
    if (at === undefined || record === undefined) return undefined;
    const added = make(record);
    return { records: records.toSpliced(at + 1, 0, ...added), at: at + added.length };
  };
}

function choose(
  records: readonly Json[],
  pick: number,
  fits: (record: Json, at: number, records: readonly Json[]) => boolean,
): number | undefined {
  const places = [...records.keys()].filter((at) => {
    const record = records[at];
    return record !== undefined && fits(record, at, records);
  });
  return places[pick % Math.max(1, places.length)];
}

const isLastOf = (record: Json, at: number, records: readonly Json[]): boolean =>
  !records.slice(at + 1).some((other) => nameOf(other) === nameOf(record));

const isChild = (record: Json): boolean => nameOf(record) !== "a0";

/** The report before it on the same action. */
const before = (record: Json, at: number, records: readonly Json[]): number =>
  records.slice(0, at).findLastIndex((other) => nameOf(other) === nameOf(record));

/** Leaves the last report on an action out, where one of the same attempt comes before it and is no end. */
function withoutEnd(fits: (record: Json) => boolean): Mutation {
  return (records, pick) => {
    const at = choose(records, pick, (record, place) => {
      const previous = records[before(record, place, records)];
      return (
        fits(record) &&
        isLastOf(record, place, records) &&
        previous !== undefined &&
        attemptOf(previous) === attemptOf(record) &&
        phaseOf(previous)?.terminal === false
      );
    });
    const record = at === undefined ? undefined : records[at];
    if (at === undefined || record === undefined) return undefined;
    return { records: records.toSpliced(at, 1), at: before(record, at, records) };
  };
}

/** The ways in which a legal stream is broken, by the rule that has to find it. */
export const mutations: Readonly<Record<string, Mutation>> = {
  RL101: change((record) => ({ ...record, attempt: 0 })),
  RL102: change(({ phase: _, ...record }) => record),
  RL103: change((record) => ({ ...record, phase: 77 })),
  RL104: change((record) => ({ ...record, version: LEDGER_VERSION })),
  RL105: change((record) => ({
    ...record,
    startTime: "2026-11-20T09:00:01Z",
    endTime: "2026-11-20T09:00:00Z",
  })),
  RL106: change(
    (record) => ({ ...record, error: { code: "Oops" } }),
    (record) => phaseOf(record)?.outcome === "success",
  ),
  RL108: change((record) => ({ ...record, logInfo: [{ name: "main" }] })),
  RL111: change(
    ({ error: _, ...record }) => record,
    (record) => phaseOf(record)?.outcome === "failure",
  ),
  RL201: insert(
    (record) => [{ ...record, attempt: 1001 }],
    (record) => phaseOf(record)?.startsAttempt === true,
  ),
  RL204: change(
    (record) => ({ ...record, attempt: attemptOf(record) + 7 }),
    (record, at, records) => {
      const previous = records[before(record, at, records)];
      return (
        isLastOf(record, at, records) &&
        previous !== undefined &&
        attemptOf(previous) < attemptOf(record)
      );
    },
  ),
  RL205: insert((record) => [
    { ...record, version: 9 },
    { ...record, version: 8 },
  ]),
  RL207: change(
    (record) => timed(record, Date.parse("2026-11-20T08:00:00Z")),
    (record, at, records) => {
      const previous = records[before(record, at, records)];
      return previous !== undefined && attemptOf(previous) < attemptOf(record);
    },
  ),
  RL301: insert(
    (record) => [{ ...record, phase: "ACTION_PHASE_SUCCEEDED", error: undefined, version: 6 }],
    (record, at, records) => phaseOf(record)?.ends === "attempt" && isLastOf(record, at, records),
  ),
  RL302: insert(
    (record) => [
      {
        ...record,
        phase:
          phaseOf(record)?.outcome === "aborted" ? "ACTION_PHASE_FAILED" : "ACTION_PHASE_ABORTED",
        error: { code: "Oops" },
      },
    ],
    (record, at, records) => phaseOf(record)?.ends === "subject" && isLastOf(record, at, records),
  ),
  RL304: insert((record) => [{ ...record, cluster: "elsewhere" }]),
  RL307: withoutEnd((record) => !isChild(record)),
  RL308: insert((record) => [record]),
  RL402: (records) => {
    const others = records.filter(isChild);
    return others.length === 0 ? undefined : { records: others, at: 0 };
  },
  RL404: change(
    (record) => timed(record, Date.parse("2026-11-20T11:00:00Z")),
    (record, at, records) => {
      const previous = records[before(record, at, records)];
      const isAlone = previous === undefined || phaseOf(previous) !== phaseOf(record);
      return isChild(record) && isLastOf(record, at, records) && isAlone;
    },
  ),
  RL405: withoutEnd(isChild),
  RL501: change(
    (record) => timed(record, Date.parse("2026-11-20T08:00:00Z")),
    (record, at, records) => {
      const previous = records[before(record, at, records)];
      return (
        previous !== undefined &&
        attemptOf(previous) === attemptOf(record) &&
        phaseOf(previous) !== phaseOf(record) &&
        timeOf(previous) < timeOf(record)
      );
    },
  ),
  RL502: change((record) => timed(record, Date.parse("2027-01-01T00:00:00Z"))),
  RL503: change(({ updatedTime: _, reportedTime: __, ...record }) => record),
  RL505: change((record) => ({ ...record, reportedTime: "2026-11-20T08:00:00Z" })),
};
