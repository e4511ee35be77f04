import { actionPhaseLifecycle as lifecycle } from "@runledger/state";
import {
  type Fits,
  type Mutation,
  before,
  change,
  insert,
  isChild,
  isLastOf,
  isOpenRoot,
  isSameAttempt,
  isSamePhase,
  mutate,
  withoutEnd,
} from "./mutate.ts";
import { attemptOf, nameOf, phaseOf, timeOf } from "./record-view.ts";
import { type Json, declare } from "./rule-example.ts";
import { abortOf, timed, told } from "./tell.ts";

const startsAnother: Fits = (record, at, records) => {
  const previous = records[before(record, at, records)];
  return previous !== undefined && attemptOf(previous) < attemptOf(record);
};

/** A phase that no attempt but the first can start with. */
const notFirst = lifecycle.values.find(
  ({ role, startsAttempt }) => role !== "absent" && !startsAttempt,
);

/** The ways in which the story of an action is broken, by the rule that has to find it. */
export const actionMutations: Readonly<Record<string, Mutation>> = {
  RL201: insert(
    (record) => [{ ...record, attempt: 1001 }],
    (record) => phaseOf(record)?.startsAttempt === true,
  ),
  RL202: insert(
    (record) => [told(record, notFirst?.shortName ?? "", { attempt: attemptOf(record) + 1 })],
    (record) => lifecycle.mayRetry(phaseOf(record)?.number ?? 0),
  ),
  RL203: insert(
    (record) => [told(record, "SUCCEEDED", { attempt: attemptOf(record) - 1 })],
    (record) => attemptOf(record) > 1,
  ),
  RL204: change(
    (record) => ({ ...record, attempt: attemptOf(record) + 7 }),
    (...where) => isLastOf(...where) && startsAnother(...where),
  ),
  RL205: insert((record) => [
    { ...record, version: 9 },
    { ...record, version: 8 },
  ]),
  RL206: mutate(
    (record, at, records) => {
      const previous = records[before(record, at, records)];
      const mayRetry = lifecycle.mayRetry(phaseOf(previous)?.number ?? 0);
      const isRetried = records.some(
        (other) => nameOf(other) === nameOf(record) && attemptOf(other) > attemptOf(record),
      );
      const isEnd = phaseOf(record)?.ends === "attempt" && !isSamePhase(previous, record);
      return isEnd && isRetried && mayRetry && isSameAttempt(previous, record);
    },
    (record, at, records) => {
      const left = records.filter((other) => !isSamePhase(other, record));
      const previous = records[before(record, at, records)];
      return { records: left, at: left.findIndex((other) => isSamePhase(other, previous)) };
    },
  ),
  RL207: change((record) => timed(record, "2026-11-20T08:00:00Z"), startsAnother),
  RL301: insert(
    (record) => [told(record, "SUCCEEDED")],
    (record, at, records) => phaseOf(record)?.ends === "attempt" && isLastOf(record, at, records),
  ),
  RL302: insert(
    (record) => [
      told(record, phaseOf(record)?.outcome === "aborted" ? "FAILED" : "ABORTED", {
        error: { code: "Oops" },
      }),
    ],
    (record, at, records) => phaseOf(record)?.ends === "subject" && isLastOf(record, at, records),
  ),
  RL303: insert((record) => [abortOf(record), told(record, "SUCCEEDED")], isOpenRoot, {
    fromLedger: true,
  }),
  RL304: insert((record) => [{ ...record, cluster: "elsewhere" }]),
  RL305: insert((record) => [declare(nameOf(record), { parent: nameOf(record) })]),
  RL306: insert((record) => [
    declare(nameOf(record), { group: "one" }),
    declare(nameOf(record), { group: "another" }),
  ]),
  RL307: withoutEnd((...where) => !isChild(...where)),
  RL308: insert((record) => [record]),
  RL309: mutate(
    (record, at, records) => {
      const previous = records[before(record, at, records)];
      const isOnly = records.filter((other) => isSamePhase(other, previous)).length === 1;
      const mayStart = attemptOf(record) === 1 || phaseOf(record)?.startsAttempt === true;
      const isStep = isSameAttempt(previous, record) && !isSamePhase(previous, record);
      return isOnly && mayStart && isStep;
    },
    (record, at, records) => {
      const from = before(record, at, records);
      const moved = records[from] ?? record;
      return { records: records.toSpliced(at + 1, 0, moved).toSpliced(from, 1), at };
    },
  ),
  RL501: change(
    (record) => timed(record, "2026-11-20T08:00:00Z"),
    (record, at, records) => {
      const previous = records[before(record, at, records)];
      const isLater = timeOf(previous) < timeOf(record);
      return isLater && isSameAttempt(previous, record) && !isSamePhase(previous, record);
    },
  ),
  RL502: change((record) => timed(record, "2027-01-01T00:00:00Z")),
  RL503: change(({ updatedTime: _, reportedTime: __, ...record }) => record),
  RL504: mutate(
    (record, at, records) => {
      const earlier = records.slice(0, at).filter((other) => isSameAttempt(other, record));
      const isWaiting = (each: Json): boolean => phaseOf(each)?.role === "pending";
      return earlier.length > 0 && earlier.every(isWaiting) && !isWaiting(record);
    },
    (record, at, records) => {
      const patience = { spec: { queueingBudget: "0.5s" } };
      const declared = declare(nameOf(record), { qualityOfService: patience });
      return { records: [declared, ...records], at: at + 1 };
    },
  ),
  RL505: change((record) => ({ ...record, reportedTime: "2026-11-20T08:00:00Z" })),
};
