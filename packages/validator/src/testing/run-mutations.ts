import {
  type Mutation,
  before,
  change,
  insert,
  isChild,
  isLastOf,
  isOpenRoot,
  isSamePhase,
  mutate,
  withoutEnd,
} from "./mutate.ts";
import { nameOf } from "./record-view.ts";
import { declare } from "./rule-example.ts";
import { abortOf, timed, told } from "./tell.ts";

/** The ways in which the story of a run is broken, by the rule that has to find it. */
export const runMutations: Readonly<Record<string, Mutation>> = {
  RL401: insert(
    (record) => [
      abortOf(record),
      told(record, "QUEUED", { id: { ...Object(record["id"]), name: "late" }, attempt: 1 }),
    ],
    isOpenRoot,
    { fromLedger: true },
  ),
  RL402: (records) => {
    const others = records.filter((record) => nameOf(record) !== "a0");
    return others.length === 0 ? undefined : { records: others, at: 0 };
  },
  RL403: mutate(isChild, (record, _, records) => ({
    records: [declare(nameOf(record), { parent: "nobody" }), ...records],
    at: records.findIndex((other) => nameOf(other) === nameOf(record)) + 1,
  })),
  RL404: change(
    (record) => timed(record, "2026-11-20T11:00:00Z"),
    (record, at, records) => {
      const isAlone = !isSamePhase(records[before(record, at, records)], record);
      return isChild(record, at, records) && isLastOf(record, at, records) && isAlone;
    },
  ),
  RL405: withoutEnd(isChild),
};
